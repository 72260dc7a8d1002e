package dev.millrace.kit.naming;

/** Two fields of one schema would get one name. */
public final class NameClash extends Exception {

    private static final long serialVersionUID = 1L;

    private final String complaint;

    NameClash(String complaint) {
        super(complaint);
        this.complaint = complaint;
    }

    /** What is wrong and what to do, with the name that both would have. */
    public String complaint() {
        return complaint;
    }
}
