package dev.millrace.feed.copybook;

import java.util.List;
import java.util.stream.Collectors;

/** A copybook that can't be used, with everything that is wrong with it. */
public final class CopybookProblems extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<CopybookProblem> problems;

    CopybookProblems(List<CopybookProblem> problems) {
        super(problems.stream().map(CopybookProblem::toString).collect(Collectors.joining("\n")), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** All of them in the order of the text, at least one. */
    public List<CopybookProblem> problems() {
        return problems;
    }
}
