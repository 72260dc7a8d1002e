package dev.millrace.feed.plan;

/** A text that is no formula; the message says at which character and why. */
public final class FormulaProblem extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final String complaint;

    FormulaProblem(int position, String complaint) {
        super("at character " + (position + 1) + " " + complaint);
        this.position = position;
        this.complaint = complaint;
    }

    /** The character's index, from 0. */
    public int position() {
        return position;
    }

    /** The message without the place. */
    public String complaint() {
        return complaint;
    }
}
