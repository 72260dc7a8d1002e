package dev.millrace.transforms.time;

/** A value that is no time, or a time that has no such form: a code, and nothing of the value. It carries no trace. */
final class TimeFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    TimeFault(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
