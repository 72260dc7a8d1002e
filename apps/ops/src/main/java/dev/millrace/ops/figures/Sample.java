package dev.millrace.ops.figures;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of Prometheus's text format 0.0.4 that is no comment: name, labels and value. The time behind the value, and the
 * exemplar that OpenMetrics 1.0 has there, are passed over.
 * Source: prometheus.io/docs/instrumenting/exposition_formats.
 */
record Sample(String name, Map<String, String> labels, double value) {

    private static final String NUMBER = "[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?";

    /** The value, then maybe the time, then maybe an exemplar. */
    private static final Pattern BEHIND_LABELS =
            Pattern.compile("[ \\t]*(\\S+)(?:[ \\t]+" + NUMBER + ")?[ \\t]*(?:[ \\t]#.*)?");

    Sample {
        labels = Map.copyOf(labels);
    }

    /** Reads a line; empty when it is not of that form. */
    static Optional<Sample> parse(String line) {
        return new Cursor(line).sample();
    }

    private static final class Cursor {

        private final String line;
        private int at;

        Cursor(String line) {
            this.line = line;
        }

        Optional<Sample> sample() {
            blanks();
            String name = word();
            Map<String, String> labels = new HashMap<>();
            blanks();
            if (name.isEmpty() || !labels(labels)) {
                return Optional.empty();
            }
            boolean apart = line.charAt(at - 1) == '}' || line.charAt(at - 1) == ' ' || line.charAt(at - 1) == '\t';
            Matcher rest = BEHIND_LABELS.matcher(line.substring(at));
            return apart && rest.matches()
                    ? number(rest.group(1)).map(value -> new Sample(name, labels, value))
                    : Optional.empty();
        }

        /** Whether what is in braces, if anything, is of the form. */
        private boolean labels(Map<String, String> labels) {
            if (!take('{')) {
                return true;
            }
            for (blanks(); !take('}'); blanks()) {
                String label = word();
                blanks();
                if (label.isEmpty() || !take('=')) {
                    return false;
                }
                blanks();
                Optional<String> value = quoted();
                if (value.isEmpty()) {
                    return false;
                }
                labels.put(label, value.get());
                blanks();
                if (!take(',') && !is('}')) {
                    return false;
                }
            }
            return true;
        }

        private Optional<String> quoted() {
            if (!take('"')) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder();
            while (at < line.length()) {
                char next = line.charAt(at++);
                if (next == '"') {
                    return Optional.of(text.toString());
                }
                if (next == '\\' && at < line.length()) {
                    char escaped = line.charAt(at++);
                    // Of another sign the backslash is part of the text.
                    text.append(
                            switch (escaped) {
                                case 'n' -> "\n";
                                case '"', '\\' -> String.valueOf(escaped);
                                default -> "\\" + escaped;
                            });
                } else {
                    text.append(next);
                }
            }
            return Optional.empty();
        }

        private String word() {
            int begin = at;
            while (at < line.length() && isOfName(line.charAt(at), at == begin)) {
                at++;
            }
            return line.substring(begin, at);
        }

        private static boolean isOfName(char sign, boolean first) {
            return (sign >= 'a' && sign <= 'z')
                    || (sign >= 'A' && sign <= 'Z')
                    || sign == '_'
                    || sign == ':'
                    || (!first && sign >= '0' && sign <= '9');
        }

        private void blanks() {
            while (is(' ') || is('\t')) {
                at++;
            }
        }

        private boolean take(char sign) {
            boolean found = is(sign);
            at += found ? 1 : 0;
            return found;
        }

        private boolean is(char sign) {
            return at < line.length() && line.charAt(at) == sign;
        }

        /** As Go's ParseFloat reads it, but for digits in groups and in base 16. */
        private static Optional<Double> number(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "nan" -> Optional.of(Double.NaN);
                case "inf", "+inf", "infinity", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
                case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
                default -> finite(text);
            };
        }

        private static Optional<Double> finite(String text) {
            // Java would take 1d and 1f as well.
            if (!text.matches(NUMBER)) {
                return Optional.empty();
            }
            try {
                return Optional.of(Double.parseDouble(text));
            } catch (NumberFormatException none) {
                return Optional.empty();
            }
        }
    }
}
