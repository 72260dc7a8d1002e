package dev.millrace.http.request;

/** Writes a piece of text, again for each subject. */
@FunctionalInterface
interface Piece<T> {

    /**
     * Appends it.
     *
     * @return false when it is to be left out; what was appended is then cut off by the caller
     */
    boolean append(T subject, StringBuilder to);
}
