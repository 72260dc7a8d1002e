package dev.millrace.http.request;

/** Text that is made for each subject, as UTF-8. */
final class TextBody<T> implements Body<T> {

    private static final int LARGEST_GUESS = 1 << 20;

    private final Piece<T> text;

    /** The length of the last one: the next will be about as long. A race makes it a worse guess only. */
    private volatile int guess = 256;

    TextBody(Piece<T> text) {
        this.text = text;
    }

    @Override
    public byte[] bytes(T subject) {
        StringBuilder body = new StringBuilder(guess);
        if (!text.append(subject, body)) {
            throw Unrenderable.missing("that makes up the whole body");
        }
        guess = Math.min(LARGEST_GUESS, body.length() + 16);
        return Utf8.bytes(body.toString());
    }
}
