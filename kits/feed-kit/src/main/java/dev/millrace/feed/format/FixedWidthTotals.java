package dev.millrace.feed.format;

import dev.millrace.feed.layout.Check;
import dev.millrace.feed.layout.Column;
import dev.millrace.feed.layout.Group;
import dev.millrace.feed.layout.Layout;
import dev.millrace.feed.layout.RecordType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts and sums up what headers and trailers must say, and knows which groups are open; its state goes into offsets. Not
 * thread-safe.
 */
public final class FixedWidthTotals {

    /**
     * What is wrong with a record, or with the file's end.
     *
     * @param code of the layout's
     */
    public record Fault(String code, String message) {}

    private final Layout layout;
    private final List<Check> checks = new ArrayList<>();
    private final BigDecimal[] totals;
    private final long[] seen;
    private final boolean[] open;
    private final boolean keeps;

    public FixedWidthTotals(Layout layout) {
        this.layout = layout;
        layout.types().forEach(type -> checks.addAll(type.checks()));
        this.totals = new BigDecimal[checks.size()];
        Arrays.fill(totals, BigDecimal.ZERO);
        this.seen = new long[layout.types().size()];
        this.open = new boolean[layout.groups().size()];
        this.keeps = totals.length > 0
                || open.length > 0
                || layout.types().stream()
                        .anyMatch(
                                type -> type.needed().isPresent() || type.once().isPresent());
    }

    /** Takes a record into account; what is wrong with it or with what came before it, if anything. */
    public Optional<Fault> add(RecordType type, Map<String, String> fields) {
        Optional<Fault> misplaced = grouping(type);
        Optional<Fault> fault = occurrence(type).or(() -> misplaced).or(() -> wrongTotal(type, fields));
        for (int i = 0; i < totals.length; i++) {
            Check check = checks.get(i);
            if (check.since().filter(type.name()::equals).isPresent()) {
                totals[i] = BigDecimal.ZERO;
            }
            if (check.concerns(type.name()) && matches(check, fields)) {
                totals[i] = totals[i].add(amount(check, fields));
            }
        }
        seen[layout.types().indexOf(type)]++;
        return fault;
    }

    /** What is wrong with a file that ends here, if anything. */
    public Optional<Fault> end() {
        for (int i = 0; i < open.length; i++) {
            if (open[i]) {
                Group group = layout.groups().get(i);
                return Optional.of(new Fault(group.unclosed(), "a group ends without its " + group.closes()));
            }
        }
        for (int i = 0; i < seen.length; i++) {
            RecordType type = layout.types().get(i);
            if (seen[i] == 0 && type.needed().isPresent()) {
                return Optional.of(new Fault(type.needed().get(), "there is no " + type.name()));
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> occurrence(RecordType type) {
        boolean second = seen[layout.types().indexOf(type)] > 0;
        return type.once().filter(code -> second).map(code -> new Fault(code, "a second " + type.name()));
    }

    private Optional<Fault> grouping(RecordType type) {
        Optional<Fault> fault = Optional.empty();
        for (int i = 0; i < open.length; i++) {
            Group group = layout.groups().get(i);
            if (type.name().equals(group.opens())) {
                if (open[i]) {
                    fault = Optional.of(new Fault(group.unclosed(), "the group before has no " + group.closes()));
                }
                open[i] = true;
            } else if (type.name().equals(group.closes())) {
                if (!open[i]) {
                    fault = Optional.of(new Fault(group.outside(), type.name() + " without " + group.opens()));
                }
                open[i] = false;
            } else if (!open[i] && group.holds().contains(type.name())) {
                fault = Optional.of(new Fault(group.outside(), type.name() + " without " + group.opens()));
            }
        }
        return fault;
    }

    private Optional<Fault> wrongTotal(RecordType type, Map<String, String> fields) {
        for (int i = 0; i < totals.length; i++) {
            Check check = checks.get(i);
            if (type.checks().contains(check)) {
                // A record that is counted itself, as a trailer in a count of all, is part of what it says.
                BigDecimal total = check.concerns(type.name()) && check.sum().isEmpty()
                        ? totals[i].add(BigDecimal.ONE)
                        : totals[i];
                Optional<BigDecimal> said = Column.number(fields.getOrDefault(check.field(), ""));
                if (said.isEmpty() || said.get().compareTo(due(check, total)) != 0) {
                    return Optional.of(new Fault(check.code(), "field " + check.field() + " is not what was found"));
                }
            }
        }
        return Optional.empty();
    }

    private static BigDecimal due(Check check, BigDecimal total) {
        BigDecimal due = total;
        if (check.blocks() > 1) {
            BigInteger blocks = BigInteger.valueOf(check.blocks());
            due = new BigDecimal(
                    total.toBigInteger().add(blocks).subtract(BigInteger.ONE).divide(blocks));
        }
        return check.modulo().isPresent()
                ? due.remainder(BigDecimal.TEN.pow(check.modulo().getAsInt()))
                : due;
    }

    private static boolean matches(Check check, Map<String, String> fields) {
        for (var where : check.where().entrySet()) {
            if (!where.getValue()
                    .matcher(fields.getOrDefault(where.getKey(), ""))
                    .matches()) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal amount(Check check, Map<String, String> fields) {
        return check.sum()
                .map(field -> Column.number(fields.getOrDefault(field, "")).orElse(BigDecimal.ZERO))
                .orElse(BigDecimal.ONE);
    }

    /** Printable; empty when the layout has nothing to keep. */
    public String state() {
        if (!keeps) {
            return "";
        }
        StringBuilder state = new StringBuilder();
        for (BigDecimal total : totals) {
            state.append(total.toPlainString()).append(',');
        }
        for (int i = 0; i < seen.length; i++) {
            RecordType type = layout.types().get(i);
            if (type.needed().isPresent() || type.once().isPresent()) {
                state.append(Math.min(seen[i], 2)).append(',');
            }
        }
        for (boolean isOpen : open) {
            state.append(isOpen ? "1," : "0,");
        }
        return state.toString();
    }

    /**
     * Goes on from a state.
     *
     * @throws IllegalArgumentException when it is none of this layout
     */
    public void restore(String state) {
        String[] parts = state.isEmpty() ? new String[0] : state.split(",");
        int at = 0;
        try {
            for (int i = 0; i < totals.length; i++) {
                totals[i] = new BigDecimal(parts[at++]);
            }
            for (int i = 0; i < seen.length; i++) {
                RecordType type = layout.types().get(i);
                if (type.needed().isPresent() || type.once().isPresent()) {
                    seen[i] = Long.parseLong(parts[at++]);
                }
            }
            for (int i = 0; i < open.length; i++) {
                open[i] = parts[at++].equals("1");
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a state of this layout", e);
        }
        if (at < parts.length) {
            throw new IllegalArgumentException("not a state of this layout");
        }
    }
}
