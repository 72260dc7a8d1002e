package dev.millrace.webhook.listener;

/** What is wrong with a file of the TLS options; neither message nor cause quotes from a key. */
final class TlsFault extends Exception {

    private static final long serialVersionUID = 1;

    private final String key;

    /**
     * Names the option to change.
     *
     * @param sentence what is wrong and what to do, to be read after the option
     */
    TlsFault(String key, String sentence) {
        super(sentence);
        this.key = key;
    }

    String key() {
        return key;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
