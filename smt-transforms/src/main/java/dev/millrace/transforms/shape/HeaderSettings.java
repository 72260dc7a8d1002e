package dev.millrace.transforms.shape;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.transforms.rewrite.CacheSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What moves between headers and fields.
 *
 * @param rules one after the other
 * @param policies what is done where that can't be
 * @param cache for how many schemas the work is remembered
 */
record HeaderSettings(List<HeaderRule> rules, Policies policies, CacheSettings cache) {

    static final String RULES = "rules";

    HeaderSettings {
        rules = List.copyOf(rules);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Headers")
                .add(
                        RULES,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Checked.by(HeaderRules::read),
                        ConfigDef.Importance.HIGH,
                        "What is done, one rule after the other: a JSON array of objects, each with one of copy, move"
                                + " (paths such as order.id, $key.id, $topic or $header.trace, and to; with type=string,"
                                + " int32, int64, float64, boolean or bytes; add keeps headers of that name, replace"
                                + " overwrites a field), set (a template, and to: a header), spread (a path whose parts"
                                + " become headers; prefix), drop (a regular expression for whole names) and rename (the"
                                + " same, and to, with groups as $1). Example: [{\"move\": \"meta.trace\", \"to\":"
                                + " \"$header.trace\"}, {\"drop\": \"x-.*\"}].");
        Policies.defineMissing(definition, Policies.Missing.IGNORE);
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        CacheSettings.define(definition);
        CrossCheck.on(definition, RULES, HeaderSettings::check);
    }

    static HeaderSettings from(AbstractConfig config) {
        return new HeaderSettings(
                HeaderRules.read(config.getString(RULES)), Policies.from(config), CacheSettings.from(config));
    }

    private static void check(Map<String, Object> parsed, Problems problems) {
        if (Checked.is(parsed, Policies.ON_ERROR, "null")) {
            problems.report(Policies.ON_ERROR, "can't be null here; choose keep for records as they are");
        }
        if (Checked.is(parsed, Policies.ON_MISSING, "null")) {
            problems.report(Policies.ON_MISSING, "can't be null here; choose ignore or fail");
        }
    }
}
