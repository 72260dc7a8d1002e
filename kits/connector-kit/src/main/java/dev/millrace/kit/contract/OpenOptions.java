package dev.millrace.kit.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code logicalTypeOptions} of texts and numbers in an Open Data Contract. */
final class OpenOptions {

    /** How many bits a whole number may have, in the words of Rust. */
    private static final Pattern BITS = Pattern.compile("([iu])(8|16|32|64|128)");

    private final String path;
    private final Keywords options;
    private final List<String> notes;

    OpenOptions(String path, Keywords options, List<String> notes) {
        this.path = path;
        this.options = options;
        this.notes = notes;
    }

    List<Rule> text() {
        List<Rule> rules = new ArrayList<>();
        rules.add(new TypeRule(Set.of(JsonKind.STRING), "logicalType"));
        options.count("minLength").ifPresent(least -> rules.add(TextRule.minLength(least)));
        options.count("maxLength").ifPresent(most -> rules.add(TextRule.maxLength(most)));
        if (options.has("pattern")) {
            TextPattern pattern = new TextPattern(options.text("pattern"));
            rules.add(new TextRule("pattern", pattern::isFoundIn));
        }
        if (options.has("format")) {
            String name = options.text("format");
            Optional<TextFormat> format = TextFormat.named(name);
            format.ifPresent(known -> rules.add(new FormatRule(known)));
            if (format.isEmpty() && !Set.of("password", "byte", "binary").contains(name)) {
                notes.add("the format " + name + " of " + path + " is not checked; give a pattern to have it checked");
            }
        }
        return rules;
    }

    List<Rule> number(String type) {
        List<Rule> rules = new ArrayList<>();
        boolean whole = type.equals("integer");
        rules.add(new TypeRule(Set.of(whole ? JsonKind.INTEGER : JsonKind.NUMBER), "logicalType"));
        bound("minimum", "exclusiveMinimum", NumberRule.Test.AT_LEAST, NumberRule.Test.ABOVE, rules);
        bound("maximum", "exclusiveMaximum", NumberRule.Test.AT_MOST, NumberRule.Test.BELOW, rules);
        options.number("multipleOf").ifPresent(bound -> {
            if (bound.signum() <= 0) {
                throw options.fault("multipleOf", "must be above 0");
            }
            rules.add(new NumberRule("multipleOf", NumberRule.Test.MULTIPLE, new Bound(bound)));
        });
        if (options.has("format") && whole) {
            Matcher bits = BITS.matcher(options.text("format"));
            if (!bits.matches()) {
                throw options.fault("format", "is none of i8, i16, i32, i64, i128, u8, u16, u32, u64 and u128");
            }
            bits(bits.group(1).equals("i"), Integer.parseInt(bits.group(2)), rules);
        }
        return rules;
    }

    /** The exclusive bound is a number, and in the first editions of 3.0 a flag of the other. */
    private void bound(
            String inclusive, String exclusive, NumberRule.Test with, NumberRule.Test without, List<Rule> rules) {
        boolean flagged = options.raw(exclusive) instanceof Boolean;
        boolean excludes = flagged && options.flag(exclusive);
        options.number(inclusive)
                .ifPresent(bound -> rules.add(
                        new NumberRule(excludes ? exclusive : inclusive, excludes ? without : with, new Bound(bound))));
        if (!flagged) {
            options.number(exclusive)
                    .ifPresent(bound -> rules.add(new NumberRule(exclusive, without, new Bound(bound))));
        }
    }

    private static void bits(boolean signed, int bits, List<Rule> rules) {
        BigInteger beyond = BigInteger.TWO.pow(signed ? bits - 1 : bits);
        BigDecimal least = signed ? new BigDecimal(beyond.negate()) : BigDecimal.ZERO;
        rules.add(new NumberRule("format", NumberRule.Test.AT_LEAST, new Bound(least)));
        rules.add(new NumberRule("format", NumberRule.Test.BELOW, new Bound(new BigDecimal(beyond))));
    }
}
