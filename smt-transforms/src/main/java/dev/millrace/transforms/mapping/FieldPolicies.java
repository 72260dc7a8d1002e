package dev.millrace.transforms.mapping;

/**
 * What is done where the value of a field is not as expected.
 *
 * @param absent where nothing is there
 * @param nulls where a null is there, or comes out
 * @param errors where the value can't be made
 */
record FieldPolicies(Absence absent, Nulls nulls, Errors errors) {

    /** Where nothing is there. */
    enum Absence {
        /** The record fails. */
        FAIL,
        /** The target is left out. */
        IGNORE,
        /** It goes on as with a null. */
        NULL,
        /** The field's default stands there. */
        DEFAULT
    }

    /** Where a null is there. */
    enum Nulls {
        /** The target is left out; in a struct, which can't leave out, it is null. */
        OMIT,
        /** The target is null. */
        NULL,
        /** The field's default stands there. */
        DEFAULT,
        /** The record fails. */
        FAIL,
        /** The record is dropped. */
        DROP
    }

    /** Where the value can't be made. */
    enum Errors {
        /** The record fails. */
        FAIL,
        /** It goes on as with a null. */
        NULL,
        /** The value stays as it is. */
        KEEP
    }
}
