package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import dev.millrace.feed.framing.FramingSettings;
import dev.millrace.feed.framing.RecordMeasure;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * All that the options of a binary format say, compiled. Immutable, for any thread.
 *
 * @param records what the layout describes, as far as it is used
 */
record RecordBook(
        String format,
        List<Item.Group> records,
        PlanOptions options,
        FramingSettings framing,
        RecordTypes types,
        RecordMeasure measure,
        TypeSettings settings,
        Totals.Rules totals,
        Trees trees,
        SampleSettings sample,
        boolean ignoresRest) {

    static void define(ConfigDef definition, LayoutSource source) {
        Options options = new Options(definition, source.format());
        source.define(options);
        FramingSettings.define(options, source.format());
        LengthSettings.define(options, source.format());
        TypeSettings.define(options, source.format());
        SampleSettings.define(options, source.format());
        PlanSettings.define(options, source.format(), source.charset());
        ShapeSettings.define(options, source.format(), source.charset().startsWith("IBM"));
    }

    static RecordBook of(AbstractConfig config, LayoutSource source) throws BadOption {
        String format = source.format();
        TypeSettings settings = TypeSettings.from(config, format);
        ShapeSettings shape = ShapeSettings.from(config, format);
        PlanOptions options =
                PlanSettings.from(config, format).with(shape.names()).with(shape.shape());
        FramingSettings framing = FramingSettings.from(config, format);
        LengthSettings lengths = LengthSettings.from(config, format);
        List<Item.Group> records = used(source.records(config), settings.records(), format + TypeSettings.RECORDS);
        TypeCompiler compiler = new TypeCompiler(format, source.key(config), records, settings, options);
        RecordTypes types = compiler.types();
        RecordMeasure measure = Measures.of(format, framing, lengths, records, types, options);
        Totals.Rules totals = Totals.Rules.of(format, settings, types);
        Trees trees = Trees.of(format, settings, types, compiler.segments());
        SampleSettings sample = SampleSettings.from(config, format);
        boolean ignoresRest = shape.longRecords() == ShapeSettings.LongRecord.IGNORE;
        return new RecordBook(
                format, records, options, framing, types, measure, settings, totals, trees, sample, ignoresRest);
    }

    private static List<Item.Group> used(List<Item.Group> all, List<String> names, String key) throws BadOption {
        for (String name : names) {
            if (all.stream().noneMatch(record -> record.traits().name().equalsIgnoreCase(name))) {
                throw new BadOption(key, "the layout has no record " + name);
            }
        }
        return all.stream()
                .filter(record -> names.isEmpty()
                        || names.stream().anyMatch(record.traits().name()::equalsIgnoreCase))
                .toList();
    }
}
