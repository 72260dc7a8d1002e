package dev.millrace.feed.binary;

import dev.millrace.feed.plan.CorruptPolicy;
import dev.millrace.feed.plan.FieldClass;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.OdoPolicy;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.PlanProblem;
import dev.millrace.feed.plan.RecordPlan;
import dev.millrace.feed.plan.RedefineChoice;
import dev.millrace.feed.plan.ShortRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the types of a layout's records and the plan of each. For one compilation. */
final class TypeCompiler {

    private final String format;
    private final String layoutKey;
    private final List<Item.Group> records;
    private final TypeSettings settings;
    private final PlanOptions options;
    private final Map<Item.Group, RecordPlan> plans = new HashMap<>();
    private final Map<Item.Group, RecordPlan> lengths = new HashMap<>();
    private final Map<String, String> segments = new HashMap<>();

    TypeCompiler(
            String format, String layoutKey, List<Item.Group> records, TypeSettings settings, PlanOptions options) {
        this.format = format;
        this.layoutKey = layoutKey;
        this.records = records;
        this.settings = settings;
        this.options = options;
    }

    RecordTypes types() throws BadOption {
        if (!settings.hasTypes()) {
            Item.Group only = records.size() == 1 ? records.get(0) : together();
            RecordType type = type(only.traits().name(), "", only, List.of());
            return new RecordTypes(List.of(type), List.of(), List.of(), Map.of(), Optional.of(type));
        }
        List<RecordType> all = new ArrayList<>();
        List<RecordTypes.Rule> rules = new ArrayList<>();
        for (var clause : settings.when().entrySet()) {
            String key = format + TypeSettings.WHEN;
            Item.Group record = record(clause.getKey())
                    .orElseThrow(() -> new BadOption(key, "the layout has no record " + clause.getKey()));
            RecordType type = type(record.traits().name(), "", record, List.of());
            all.add(type);
            rules.add(new RecordTypes.Rule(Probed.condition(key, clause.getValue(), records, options), type));
        }
        List<FieldProbe> fields = new ArrayList<>();
        for (String field : settings.fields()) {
            fields.add(Probed.probe(format + TypeSettings.FIELDS, field, records, options));
        }
        Map<String, RecordType> values = new HashMap<>();
        for (var pair : settings.values().entrySet()) {
            Item.Group owner = owner(pair.getValue());
            RecordType type = type(pair.getValue(), pair.getKey(), owner, choices(owner));
            all.add(type);
            values.put(pair.getKey(), type);
        }
        Optional<RecordType> otherwise = Optional.empty();
        if (settings.unknown() == TypeSettings.Unknown.FIRST) {
            Item.Group first = records.get(0);
            RecordType type = type(first.traits().name(), "", first, choices(first));
            all.add(type);
            otherwise = Optional.of(type);
        }
        return new RecordTypes(all, rules, fields, values, otherwise);
    }

    /** The types that are one meaning of a part of a record, by their names: the same in capitals. */
    Map<String, String> segments() {
        return segments;
    }

    private Optional<Item.Group> record(String name) {
        return records.stream()
                .filter(record -> Places.same(record.traits().name(), name))
                .findFirst();
    }

    /** The record of a type, or the one that a redefinition of this name is a part of. */
    private Item.Group owner(String name) throws BadOption {
        Optional<Item.Group> whole = record(name);
        if (whole.isPresent()) {
            return whole.get();
        }
        String key = format + TypeSettings.VALUES;
        Item.Group owner = records.stream()
                .filter(record -> Places.has(record, name))
                .findFirst()
                .orElseThrow(() -> new BadOption(key, "the layout has no record and no redefinition " + name));
        if (settings.fields().size() > 1) {
            throw new BadOption(
                    key, name + " is a part of a record, which one field must choose; several choose whole records");
        }
        segments.put(name, name);
        return owner;
    }

    /** What chooses the redefinitions of a record that are types. */
    private List<RedefineChoice> choices(Item.Group owner) throws BadOption {
        Map<String, String> alternatives = new HashMap<>();
        for (var pair : settings.values().entrySet()) {
            if (record(pair.getValue()).isEmpty() && owner(pair.getValue()).equals(owner)) {
                alternatives.put(pair.getKey(), pair.getValue());
            }
        }
        return alternatives.isEmpty()
                ? List.of()
                : List.of(new RedefineChoice.ByValue(
                        written(owner, settings.fields().get(0)), alternatives));
    }

    private static String written(Item.Group owner, String field) {
        return Places.of(owner, field)
                .map(place -> place.field().traits().name())
                .orElse(field);
    }

    private RecordType type(String name, String value, Item.Group record, List<RedefineChoice> choices)
            throws BadOption {
        try {
            List<RedefineChoice> all = new ArrayList<>(options.shape().redefines());
            all.addAll(choices);
            PlanOptions own = options.with(options.shape().withRedefines(all));
            PlanOptions lenient = own.with(own.damage()
                            .withCorrupt(CorruptPolicy.NULL)
                            .withCorrupt(FieldClass.COUNT, CorruptPolicy.RECORD))
                    .with(own.shape().withShortRecord(ShortRecord.MALFORMED));
            boolean skipped = settings.skipped().stream().anyMatch(name::equalsIgnoreCase);
            RecordPlan plan = plans.computeIfAbsent(record, item -> RecordPlan.compile(item, own));
            RecordPlan length = lengths.computeIfAbsent(record, item -> RecordPlan.compile(item, lenient));
            boolean reserves = options.shape().odo() != OdoPolicy.SHIFT_RECORD;
            return new RecordType(name, value, plan, length, reserves, skipped);
        } catch (PlanProblem wrong) {
            throw new BadOption(wrong.complaints().stream()
                    .map(complaint -> new BadOption.Complaint(layoutKey, complaint.toString()))
                    .toList());
        }
    }

    /** Records of one file share their bytes (ISO/IEC 1989:2014, 13.18.44: they redefine each other without saying so). */
    private Item.Group together() {
        List<Item> members = new ArrayList<>();
        String first = records.get(0).traits().name();
        for (Item.Group record : records) {
            Item.Traits old = record.traits();
            Optional<String> base = members.isEmpty() ? Optional.empty() : Optional.of(first);
            Item.Traits traits =
                    new Item.Traits(old.name(), base, old.occurs(), old.when(), old.conditions(), old.line());
            members.add(new Item.Group(traits, record.members()));
        }
        return new Item.Group(Item.Traits.named("RECORDS", 0), members);
    }
}
