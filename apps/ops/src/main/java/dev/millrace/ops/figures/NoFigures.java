package dev.millrace.ops.figures;

/** An address gave no figures; the message completes "ADDRESS gives no figures: ". */
final class NoFigures extends Exception {

    private static final long serialVersionUID = 1L;

    NoFigures(String reason) {
        super(reason);
    }

    NoFigures(String reason, Throwable cause) {
        super(reason, cause);
    }
}
