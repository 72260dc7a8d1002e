package dev.millrace.feed.edi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares each interchange's control number with the partner's last one in the stream. Not thread-safe. */
final class ControlNumbers {

    private static final int MAX_PARTNERS = 16;
    private static final long HIGHEST = 999_999_999;

    /** The numbers from first to last were used; alphanumeric references are kept as text. */
    private record Used(long first, long last, String text) {}

    private final Map<String, Used> partners = new LinkedHashMap<>();

    /** What is wrong with the interchange's number; empty for a partner's first one. */
    Optional<EdiProblem> see(Envelope envelope) {
        String partner = String.join(
                        "/",
                        envelope.senderQualifier(),
                        envelope.sender(),
                        envelope.receiverQualifier(),
                        envelope.receiver())
                .replaceAll("[^ -~]", "?");
        String control = envelope.control().replaceAll("[^ -~]|[*]", "?");
        long number = EnvelopeRules.number(envelope.control());
        Used before = partners.remove(partner);
        Optional<EdiProblem> problem = before == null ? Optional.empty() : compare(before, control, number);
        partners.put(partner, after(before, control, number));
        if (partners.size() > MAX_PARTNERS) {
            partners.remove(partners.keySet().iterator().next());
        }
        return problem;
    }

    private static Optional<EdiProblem> compare(Used before, String control, long number) {
        if (number < 0 || before.last < 0) {
            return before.text.equals(control) ? Optional.of(EdiProblem.CONTROL_NUMBER_DUPLICATE) : Optional.empty();
        }
        if (number >= before.first && number <= before.last) {
            return Optional.of(EdiProblem.CONTROL_NUMBER_DUPLICATE);
        }
        return follows(before, number) ? Optional.empty() : Optional.of(EdiProblem.CONTROL_NUMBER_GAP);
    }

    private static boolean follows(Used before, long number) {
        return number == before.last + 1 || (before.last == HIGHEST && number <= 1);
    }

    private static Used after(@Nullable Used before, String control, long number) {
        String text = number < 0 ? control : "";
        if (before != null && before.last >= 0 && number == before.last + 1) {
            return new Used(before.first, number, text);
        }
        if (before != null && number >= before.first && number <= before.last && number >= 0) {
            return before;
        }
        return new Used(number, number, text);
    }

    /** Fit for {@link EdiState}: partners with commas between. */
    String text() {
        StringBuilder text = new StringBuilder();
        partners.forEach((partner, used) -> {
            text.append(text.isEmpty() ? "" : ",")
                    .append(used.first)
                    .append('*')
                    .append(used.last)
                    .append('*');
            EdiState.escape(used.text, text);
            text.append('*');
            EdiState.escape(partner, text);
        });
        return text.toString();
    }

    static ControlNumbers parse(String text) {
        ControlNumbers numbers = new ControlNumbers();
        for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] fields = part.split("\\*", 4);
            Used used = new Used(Long.parseLong(fields[0]), Long.parseLong(fields[1]), EdiState.unescape(fields[2]));
            numbers.partners.put(EdiState.unescape(fields[3]), used);
        }
        return numbers;
    }
}
