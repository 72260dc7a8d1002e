package dev.millrace.feed.copybook;

/**
 * What a picture says.
 *
 * @param characters positions that take storage
 * @param digits of a number that is not edited
 * @param scale digits behind the decimal point; negative where digits are implied in front of it
 * @param expanded each symbol for itself; only of edited pictures, otherwise empty
 */
record PictureClause(Kind kind, int characters, int digits, int scale, boolean signed, String expanded) {

    enum Kind {
        /** Digits, with an implied point. */
        NUMBER,
        TEXT,
        EDITED_NUMBER,
        EDITED_TEXT,
        NATIONAL,
        DOUBLE_BYTE,
        UTF_8
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }
}
