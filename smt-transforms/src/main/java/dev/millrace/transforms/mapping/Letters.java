package dev.millrace.transforms.mapping;

/** Which letters a text gets. */
enum Letters {
    UPPER,
    LOWER
}
