package dev.millrace.database;

/**
 * A query of the configuration.
 *
 * @param id what it is called in offsets, messages and metrics
 * @param sql with named parameters
 */
record NamedQuery(String id, String sql, QueryParameters parameters) {}
