package dev.millrace.feed.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;

/** Builds the type of one declared field from its name, from what stands in brackets behind it, and from its options. */
final class TypeBuilder {

    private static final int MAX_PRECISION = 1000;

    private final FieldText text;
    private final TypeOptions options;
    private final boolean ignoresUnknown;
    private final int begin;

    /**
     * Builds nothing yet.
     *
     * @param begin where the type's name stands
     */
    TypeBuilder(FieldText text, TypeOptions options, boolean ignoresUnknown, int begin) {
        this.text = text;
        this.options = options;
        this.ignoresUnknown = ignoresUnknown;
        this.begin = begin;
    }

    /**
     * The type of that name.
     *
     * @param inner the fields in its brackets
     * @param numbers the numbers in its brackets
     * @param optional whether its value may be null
     */
    FieldType build(String word, List<FieldSpec> inner, List<Integer> numbers, boolean optional) throws FieldSyntax {
        if (options.rules().ambiguous()) {
            throw text.wrong("decimal and grouping are the same sign", begin);
        }
        NumberText numberText = new NumberText(options.rules());
        boolean takesPattern = true;
        FieldType type;
        switch (word) {
            case "boolean" -> type = bool();
            case "date" -> type = temporal(TemporalType.Kind.DATE);
            case "time" -> type = temporal(TemporalType.Kind.TIME);
            case "timestamp" -> type = temporal(TemporalType.Kind.TIMESTAMP);
            case "bytes" -> type = bytes();
            default -> {
                takesPattern = false;
                type = switch (word) {
                    case "string" -> new TextType();
                    case "int8", "int16", "int32", "int64" ->
                        new IntegerType(Schema.Type.valueOf(word.toUpperCase(Locale.ROOT)), numberText);
                    case "float32", "float64" ->
                        new FloatType(Schema.Type.valueOf(word.toUpperCase(Locale.ROOT)), options.exact(), numberText);
                    case "decimal" -> decimal(numbers, numberText);
                    case "struct" ->
                        new NestedType.Structure(new FieldList(null, some(inner, word), ignoresUnknown, optional));
                    case "array" -> new NestedType.Sequence(some(inner, word).get(0));
                    case "map" -> new NestedType.Dictionary(some(inner, word).get(0));
                    default ->
                        throw text.wrong(
                                "unknown type " + word
                                        + "; there are string, int8, int16, int32, int64, float32, float64, decimal(p,s),"
                                        + " boolean, date, time, timestamp, bytes, struct(..), array(..) and map(..)",
                                begin);
                };
            }
        }
        if (!takesPattern && options.pattern().isPresent()) {
            throw text.wrong("the type " + word + " takes no pattern", options.patternAt());
        }
        if (options.exact() && !(type instanceof FloatType)) {
            throw text.wrong("exact belongs to float32 and float64", begin);
        }
        return type;
    }

    private List<FieldSpec> some(List<FieldSpec> inner, String word) throws FieldSyntax {
        if (inner.isEmpty()) {
            throw text.wrong("the type " + word + " says in brackets what it holds", begin);
        }
        return inner;
    }

    private FieldType decimal(List<Integer> numbers, NumberText numberText) throws FieldSyntax {
        int scale = numbers.size() > 1 ? numbers.get(1) : 0;
        if (numbers.isEmpty()
                || numbers.get(0) < 1
                || numbers.get(0) > MAX_PRECISION
                || scale < 0
                || scale > numbers.get(0)) {
            throw text.wrong(
                    "decimal says how many digits there are, and how many of them stand behind the point: decimal(12,2)",
                    begin);
        }
        return new DecimalType(numbers.get(0), scale, numberText);
    }

    private FieldType bool() throws FieldSyntax {
        if (options.pattern().isEmpty()) {
            return BooleanType.STANDARD;
        }
        String[] sides = options.pattern().get().toLowerCase(Locale.ROOT).split("\\|", -1);
        if (sides.length != 2) {
            throw text.wrong("a boolean's pattern names yes and no, as in 'J|N' or 'y,yes|n,no'", options.patternAt());
        }
        List<String> yes = tokens(sides[0]);
        List<String> no = tokens(sides[1]);
        if (yes.stream().anyMatch(no::contains)) {
            throw text.wrong("the same text for yes and no", options.patternAt());
        }
        return new BooleanType(yes, no);
    }

    private static List<String> tokens(String side) {
        return Arrays.stream(side.split(",", -1)).map(String::strip).toList();
    }

    private FieldType temporal(TemporalType.Kind kind) throws FieldSyntax {
        if (options.pattern().isEmpty()) {
            return TemporalType.iso(kind, options.rules());
        }
        try {
            return TemporalType.of(kind, options.pattern().get(), options.rules());
        } catch (IllegalArgumentException e) {
            throw text.wrong("not a pattern of java.time for this type", options.patternAt());
        }
    }

    private FieldType bytes() throws FieldSyntax {
        String pattern = options.pattern().orElse("base64");
        if (!pattern.equals("base64") && !pattern.equals("hex")) {
            throw text.wrong("bytes are written 'base64' or 'hex'", options.patternAt());
        }
        return new BytesType(pattern.equals("hex"));
    }
}
