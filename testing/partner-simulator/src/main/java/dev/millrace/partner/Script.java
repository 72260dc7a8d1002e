package dev.millrace.partner;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which request gets which answer: the first line that matches and has turns left, else the closing line. Thread-safe. */
final class Script {

    private final List<Line> lines = new ArrayList<>();
    private Answer otherwise = Answer.accepted();

    synchronized void add(Predicate<ReceivedRequest> match, Answer answer) {
        lines.add(new Line(match, answer));
    }

    synchronized void otherwise(Answer answer) {
        otherwise = answer;
    }

    synchronized void clear() {
        lines.clear();
        otherwise = Answer.accepted();
    }

    synchronized Answer next(ReceivedRequest request) {
        for (Line line : lines) {
            if (line.left > 0 && line.match.test(request)) {
                if (line.answer.times() != Answer.ALWAYS) {
                    line.left--;
                }
                return line.answer;
            }
        }
        return otherwise;
    }

    private static final class Line {
        private final Predicate<ReceivedRequest> match;
        private final Answer answer;
        private int left;

        Line(Predicate<ReceivedRequest> match, Answer answer) {
            this.match = match;
            this.answer = answer;
            this.left = answer.times();
        }
    }
}
