package dev.millrace.kit.tls;

/** What is wrong with a file of certificates or keys; neither message nor cause quotes from a key. */
public final class TlsFault extends Exception {

    private static final long serialVersionUID = 1;

    private final String key;

    /**
     * Names the option to change.
     *
     * @param sentence what is wrong and what to do, to be read after the option
     */
    public TlsFault(String key, String sentence) {
        super(sentence);
        this.key = key;
    }

    public String key() {
        return key;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
