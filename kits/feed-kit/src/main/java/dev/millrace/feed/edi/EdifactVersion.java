package dev.millrace.feed.edi;

/**
 * The version (0052) and the release (0054) of a message, which an envelope holds as one text, such as D96A.
 *
 * @param version such as D, or a number
 * @param release such as 96A
 */
record EdifactVersion(String version, String release) {

    /** A letter is a version by itself; numbers are versions of one digit, before 1993 of two with a release of one. */
    static EdifactVersion of(String text) {
        int colon = text.indexOf(':');
        if (colon >= 0) {
            return new EdifactVersion(text.substring(0, colon), text.substring(colon + 1));
        }
        if (text.isEmpty()) {
            return new EdifactVersion("", "");
        }
        int length = Character.isDigit(text.charAt(0)) && text.length() == 3 ? 2 : 1;
        return new EdifactVersion(text.substring(0, length), text.substring(length));
    }
}
