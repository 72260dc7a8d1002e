package dev.millrace.transforms.mapping;

/** Stands for a value that is not there, which is not the same as a null that is. */
enum Absent {
    ABSENT
}
