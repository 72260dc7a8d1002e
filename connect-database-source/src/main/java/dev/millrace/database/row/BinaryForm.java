package dev.millrace.database.row;

/** How bytes are written. */
enum BinaryForm {
    BYTES,
    BASE64,
    HEX
}
