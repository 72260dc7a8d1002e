package dev.millrace.http.request;

/** How the items of a batch become one body. */
enum BatchFormat {
    /** The elements of a JSON array. */
    JSON_ARRAY,
    /** One JSON text on each line. */
    NDJSON,
    /** Between a prefix and a suffix, with a separator. */
    TEXT,
    /** Text with a place for the items. */
    TEMPLATE,
    /** A JSON array of events (CloudEvents JSON format 1.0.2 section 4). */
    CLOUDEVENTS_BATCH,
    /** A JSON array of GraphQL requests, which many servers take although no specification has it. */
    GRAPHQL_ARRAY
}
