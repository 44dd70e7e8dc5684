/*
 * field_document.c - cells that hold JSON: objects, arrays, points, GeoJSON.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "data/field_value.h"

static json_t *load(struct txo_text t)
{
	return json_loadb(t.n ? t.p : "", t.n, JSON_DECODE_ANY, NULL);
}

bool txo_json_one_form(struct txo_text json, struct txo_buffer *out)
{
	json_t *value = load(json);
	char *text = value ? json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS |
						       JSON_ENCODE_ANY) :
			     NULL;

	if (text)
		txo_buffer_add_text(out, text);
	free(text);
	json_decref(value);
	return text && !out->failed;
}

static bool is_place(double longitude, double latitude)
{
	return fabs(longitude) <= 180 && fabs(latitude) <= 90;
}

/* "lon, lat" */
static bool is_point_text(struct txo_text t)
{
	const char *comma = t.n ? memchr(t.p, ',', t.n) : NULL;
	size_t n = comma ? (size_t)(comma - t.p) : 0;
	struct txo_decimal d;
	double lon, lat, lo;

	if (!comma || txo_decimal_parse(t.p, n, &d, NULL) != TXO_OK)
		return false;
	txo_decimal_value(d, &lon, &lo);
	if (txo_decimal_parse(comma + 1, t.n - n - 1, &d, NULL) != TXO_OK)
		return false;
	txo_decimal_value(d, &lat, &lo);
	return is_place(lon, lat);
}

static bool is_point(const struct txo_field *f, const json_t *value)
{
	const json_t *lon, *lat;
	size_t n;

	if (txo_text_equal(f->format, txo_text("array"))) {
		n = json_array_size(value);
		lon = json_array_get(value, 0);
		lat = json_array_get(value, 1);
	} else {
		n = json_object_size(value);
		lon = json_object_get(value, "lon");
		lat = json_object_get(value, "lat");
	}
	return n == 2 && json_is_number(lon) && json_is_number(lat) &&
	       is_place(json_number_value(lon), json_number_value(lat));
}

/* By its type, it has the member that makes it one. */
static bool is_geojson(const json_t *value)
{
	static const struct {
		const char *type, *member;
	} types[] = {
		{ "Point", "coordinates" },
		{ "MultiPoint", "coordinates" },
		{ "LineString", "coordinates" },
		{ "MultiLineString", "coordinates" },
		{ "Polygon", "coordinates" },
		{ "MultiPolygon", "coordinates" },
		{ "GeometryCollection", "geometries" },
		{ "FeatureCollection", "features" },
	};
	const char *type = json_string_value(json_object_get(value, "type"));
	const json_t *geometry = json_object_get(value, "geometry");

	if (!type)
		return false;
	if (strcmp(type, "Feature") == 0)
		return json_is_null(geometry) || is_geojson(geometry);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i].type, type) == 0)
			return json_is_array(
				json_object_get(value, types[i].member));
	return false;
}

static bool is_topojson(const json_t *value)
{
	const char *type = json_string_value(json_object_get(value, "type"));

	return type && strcmp(type, "Topology") == 0 &&
	       json_is_object(json_object_get(value, "objects")) &&
	       json_is_array(json_object_get(value, "arcs"));
}

static bool is_of_type(const struct txo_field *f, const json_t *value)
{
	switch (f->type) {
	case TXO_FIELD_OBJECT:
		return json_is_object(value);
	case TXO_FIELD_ARRAY:
		return json_is_array(value);
	case TXO_FIELD_GEOPOINT:
		return is_point(f, value);
	default:
		return f->format.n ? is_topojson(value) : is_geojson(value);
	}
}

enum txo_status txo_field_json(const struct txo_field *f, struct txo_text text,
			       struct txo_field_value *v, struct txo_error *why)
{
	const char *is_not = txo_field_kind(f->type)->is_not;
	json_t *value;
	bool good;

	if (f->type == TXO_FIELD_GEOPOINT && !f->format.n) {
		good = is_point_text(text);
	} else {
		value = load(text);
		good = is_of_type(f, value);
		v->length = json_object_size(value) + json_array_size(value);
		json_decref(value);
	}
	if (good)
		return TXO_OK;
	if (f->type == TXO_FIELD_GEOPOINT && f->format.n)
		is_not = txo_text_equal(f->format, txo_text("array")) ?
				 "is not a point [longitude, latitude]" :
				 "is not a point {\"lon\": ..., \"lat\": ...}";
	else if (f->type == TXO_FIELD_GEOJSON && f->format.n)
		is_not = "is not a TopoJSON object";
	return txo_field_refuse(text, is_not, why);
}
