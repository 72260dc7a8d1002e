package dev.millrace.feed.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A layout that no plan can be made of, with everything that is wrong with it. */
public final class PlanProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Complaint> complaints;

    PlanProblem(List<Complaint> complaints) {
        super(complaints.stream().map(Complaint::toString).collect(Collectors.joining("; ")));
        this.complaints = List.copyOf(complaints);
    }

    /**
     * One thing that is wrong.
     *
     * @param item its name as written
     * @param line where the layout declares it, from 1; 0 when it was made up
     */
    public record Complaint(String item, int line, String text) {
        @Override
        public String toString() {
            return (line > 0 ? "line " + line + ", " : "") + item + ": " + text;
        }
    }

    /** All of them, in the order of the layout. */
    public List<Complaint> complaints() {
        return complaints;
    }
}
