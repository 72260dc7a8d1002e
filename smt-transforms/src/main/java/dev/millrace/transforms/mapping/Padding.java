package dev.millrace.transforms.mapping;

/**
 * Fills a text up to a length.
 *
 * @param left whether in front of it
 * @param length in characters, as Unicode counts them
 * @param with the character that fills
 */
record Padding(boolean left, int length, String with) {

    String apply(String text) {
        int lacking = length - text.codePointCount(0, text.length());
        if (lacking <= 0) {
            return text;
        }
        return left ? with.repeat(lacking) + text : text + with.repeat(lacking);
    }
}
