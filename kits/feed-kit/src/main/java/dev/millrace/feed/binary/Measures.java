package dev.millrace.feed.binary;

import dev.millrace.feed.framing.Framing;
import dev.millrace.feed.framing.FramingSettings;
import dev.millrace.feed.framing.RecordMeasure;
import dev.millrace.feed.plan.CorruptField;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways in which records say how long they are. */
final class Measures {

    private Measures() {}

    static RecordMeasure of(
            String format,
            FramingSettings framing,
            LengthSettings settings,
            List<Item.Group> records,
            RecordTypes types,
            PlanOptions options)
            throws BadOption {
        if (framing.framing() == Framing.CONTENT) {
            return new ByContent(types, types.mostBytes(framing.most()));
        }
        if (framing.framing() != Framing.LENGTH) {
            return RecordMeasure.NONE;
        }
        String key = format + LengthSettings.FIELD;
        if (settings.formula().isBlank()) {
            throw new BadOption(key, "must name the field that says how long a record is, for framing length");
        }
        if (settings.lengths().isEmpty()) {
            Probed length = Probed.number(key, settings.formula(), records, options);
            return new ByFormula(length, settings.adjustment());
        }
        Map<String, Integer> lengths = new HashMap<>();
        settings.lengths().forEach((value, length) -> lengths.put(value, Integer.valueOf(length)));
        return new ByValue(Probed.probe(key, settings.formula(), records, options), lengths, settings.adjustment());
    }

    /** A field or a calculation is the length. */
    private record ByFormula(Probed formula, int adjustment) implements RecordMeasure {
        @Override
        public int needs() {
            return formula.needs();
        }

        @Override
        public long measure(byte[] bytes, int from, int to) {
            try {
                return formula.evaluate(bytes, from, to) + adjustment;
            } catch (ArithmeticException noValue) {
                return UNKNOWN;
            }
        }
    }

    /** Each value of a field stands for a length. */
    private record ByValue(FieldProbe field, Map<String, Integer> lengths, int adjustment) implements RecordMeasure {
        @Override
        public int needs() {
            return field.end();
        }

        @Override
        public long measure(byte[] bytes, int from, int to) {
            Integer length = lengths.get(field.text(bytes, from, to));
            return length == null ? UNKNOWN : length + (long) adjustment;
        }
    }

    /** The record is as long as its content makes it. */
    private record ByContent(RecordTypes types, int needs) implements RecordMeasure {
        @Override
        public long measure(byte[] bytes, int from, int to) {
            Optional<RecordType> type = types.of(bytes, from, to);
            if (type.isEmpty()) {
                return UNKNOWN;
            }
            RecordPlan plan = type.get().lengths();
            if (plan.leastBytes() == plan.mostBytes()) {
                return plan.leastBytes();
            }
            try {
                return plan.decode(bytes, from, to).used();
            } catch (CorruptField unreadable) {
                return UNKNOWN;
            }
        }
    }
}
