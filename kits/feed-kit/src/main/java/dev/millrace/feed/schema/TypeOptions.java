package dev.millrace.feed.schema;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** What stands behind a type: its pattern, its options, and the rules for values that these change. Not thread-safe. */
final class TypeOptions {

    private ValueRules rules;
    private Optional<String> source = Optional.empty();
    private Optional<String> pattern = Optional.empty();
    private int patternAt;
    private boolean trim;
    private boolean exact;

    TypeOptions(ValueRules rules) {
        this.rules = rules;
    }

    ValueRules rules() {
        return rules;
    }

    /** The name in the data, where it is another. */
    Optional<String> source() {
        return source;
    }

    Optional<String> pattern() {
        return pattern;
    }

    /** Where the pattern stands. */
    int patternAt() {
        return patternAt;
    }

    boolean trim() {
        return trim || rules.trim();
    }

    boolean exact() {
        return exact;
    }

    /** Reads to the end of the field. */
    void read(FieldText text) throws FieldSyntax {
        while (true) {
            text.skipBlanks();
            if (text.isAtEnd() || text.seesOneOf("\r\n,)#")) {
                return;
            }
            int begin = text.at();
            if (text.sees('\'')) {
                patternAt = begin;
                pattern = Optional.of(text.quotedBy('\''));
            } else {
                option(text.word("an option"), text, begin);
            }
        }
    }

    private void option(String word, FieldText text, int begin) throws FieldSyntax {
        switch (word) {
            case "trim" -> trim = true;
            case "exact" -> exact = true;
            case "from" -> source = Optional.of(text.quotedValue(word));
            case "null" ->
                rules = rules.withNulls(List.of(text.quotedValue(word).split("\\|", -1)));
            case "decimal" -> {
                String sign = text.quotedValue(word);
                if (!sign.equals(".") && !sign.equals(",")) {
                    throw text.wrong("decimal takes '.' or ','", begin);
                }
                rules = rules.withDecimal(sign.charAt(0));
            }
            case "grouping", "zone", "locale" -> {
                String value = text.quotedValue(word);
                try {
                    rules = switch (word) {
                        case "grouping" -> rules.withGrouping(ValueRules.grouping(word, value));
                        case "zone" -> rules.withZone(ValueRules.zone(word, value));
                        default -> rules.withLocale(ValueRules.locale(word, value));
                    };
                } catch (ConfigException e) {
                    throw text.wrong("no value for " + word, begin);
                }
            }
            default ->
                throw text.wrong(
                        "unknown option " + word
                                + "; there are 'pattern', from, null, decimal, grouping, zone, locale, trim and exact",
                        begin);
        }
    }
}
