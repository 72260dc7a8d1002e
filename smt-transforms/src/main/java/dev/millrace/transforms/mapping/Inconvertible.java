package dev.millrace.transforms.mapping;

/** A value that can't be converted: a code and nothing of the value. It carries no trace, for it is about the data. */
final class Inconvertible extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String WRONG_TYPE = "wrong-type";
    static final String NOT_A_NUMBER = "not-a-number";
    static final String OVERFLOW = "overflow";
    static final String INEXACT = "inexact";

    private final String code;

    Inconvertible(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
