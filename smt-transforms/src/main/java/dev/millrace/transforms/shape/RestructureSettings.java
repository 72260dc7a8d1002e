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
 * What is moved.
 *
 * @param steps one after the other, each on what the ones before it made
 * @param schemaName of structs behind them; empty for the name in front of them
 * @param policies what is done with records that can't be restructured
 * @param cache for how many schemas the work is remembered
 */
record RestructureSettings(List<Step> steps, String schemaName, Policies policies, CacheSettings cache) {

    static final String STEPS = "steps";
    static final String SCHEMA_NAME = "schema.name";

    RestructureSettings {
        steps = List.copyOf(steps);
    }

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Steps");
        group.add(
                STEPS,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                Checked.by(text -> Steps.read(text, Policies.Missing.FAIL)),
                ConfigDef.Importance.HIGH,
                "What is done, one step after the other: a JSON array of objects, each with one of drop, keep (one path or"
                        + " several), move, copy (a path, and to), rename (a path, and to: a name), hoist (the name of a"
                        + " field around all), lift (a path whose parts go where it stands; prefix), flatten and unflatten"
                        + " (true for all, or a path; delimiter, for flatten arrays=keep|index|json|join, join, depth,"
                        + " elements, for unflatten arrays, collapse). Example: [{\"drop\": \"debug\"}, {\"move\":"
                        + " \"customer.address\", \"to\": \"address\"}, {\"flatten\": true, \"delimiter\": \"_\"}].");
        group.text(
                SCHEMA_NAME,
                "",
                "The name of the schema behind the steps; empty keeps the one in front of them. Set it where"
                        + " consumers tell record types by the schema's name.");
        Policies.defineMissing(definition, Policies.Missing.IGNORE);
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        CacheSettings.define(definition);
        CrossCheck.on(definition, STEPS, RestructureSettings::check);
    }

    static RestructureSettings from(AbstractConfig config) {
        Policies policies = Policies.from(config);
        return new RestructureSettings(
                Steps.read(config.getString(STEPS), policies.missing()),
                config.getString(SCHEMA_NAME),
                policies,
                CacheSettings.from(config));
    }

    private static void check(Map<String, Object> parsed, Problems problems) {
        if (Checked.is(parsed, Policies.ON_ERROR, "null")) {
            problems.report(
                    Policies.ON_ERROR, "can't be null here, for steps change no single value; use keep or fail");
        }
    }
}
