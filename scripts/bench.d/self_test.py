def main(txo): return 0
