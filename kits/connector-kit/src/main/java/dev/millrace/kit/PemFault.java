package dev.millrace.kit;

/** What is wrong with a text in PEM form. The message says so without a word of the text; there never is a cause. */
public final class PemFault extends Exception {

    private static final long serialVersionUID = 1;

    /** What an operator has to change. */
    public enum Kind {
        /** There is no certificate, or not a whole one. */
        CERTIFICATE,
        /** There is no key that can be used. */
        KEY,
        /** The key is encrypted, and the passphrase is missing or wrong. */
        PASSPHRASE
    }

    private final Kind kind;

    PemFault(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong, to be read after the name of the file: {@code holds no private key ...}. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
