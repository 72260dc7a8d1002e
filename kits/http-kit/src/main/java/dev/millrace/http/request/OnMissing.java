package dev.millrace.http.request;

/** What becomes of a request whose template has a place that nothing fills. */
enum OnMissing {
    /** The request is not made: the record is set aside. */
    FAIL,
    /** The place stays empty; as a JSON value it is null. */
    EMPTY,
    /** What the place stands in is left out: a query parameter, a header, a JSON member, a field of a form; else like EMPTY. */
    OMIT
}
