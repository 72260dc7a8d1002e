package dev.millrace.transforms.rewrite;

/** A rule says that its record is to be dropped, as {@code on.null=drop} does; {@link Guard} drops and counts it. */
public final class DroppedRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The rule asks for it. */
    public DroppedRecord(String rule) {
        super("dropped by rule " + rule, null, false, false);
    }
}
