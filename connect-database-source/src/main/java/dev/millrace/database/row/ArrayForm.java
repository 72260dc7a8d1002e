package dev.millrace.database.row;

/** How PostgreSQL's arrays are written. */
enum ArrayForm {
    /** An array of the element's type: one dimension. */
    LIST,
    /** JSON text, of any number of dimensions. */
    JSON
}
