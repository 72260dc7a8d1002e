package dev.millrace.feed.schema;

/** A value that its field can't hold; names the field, never the value. */
public final class Unfit extends Exception {

    private static final long serialVersionUID = 1L;

    private final String complaint;

    /** Says what is wrong, such as {@code is no int64}. */
    Unfit(String complaint) {
        super(complaint, null, false, false);
        this.complaint = complaint;
    }

    /** What is wrong, without the value. */
    public String complaint() {
        return complaint;
    }

    /** The same of a field. */
    Unfit in(String field) {
        return new Unfit("field " + field + ": " + complaint);
    }
}
