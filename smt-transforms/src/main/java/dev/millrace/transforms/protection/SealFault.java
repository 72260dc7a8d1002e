package dev.millrace.transforms.protection;

/** A text that can't be opened: a code, never the text. It carries no trace, for it is about the data. */
final class SealFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    SealFault(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
