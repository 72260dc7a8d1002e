package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The options of unwrapping alone.
 *
 * @param attributes what becomes of the attributes
 * @param prefix of the headers that they become
 * @param plain what is done with records that are no events
 * @param empty what is done with events without data
 */
record UnwrapSettings(Attributes attributes, String prefix, Plain plain, Empty empty, Numbers numbers) {

    private static final String ATTRIBUTES = "attributes";
    private static final String PREFIX = "header.prefix";
    private static final String PLAIN = "on.plain";
    private static final String EMPTY = "on.empty";
    private static final String NUMBERS = "numbers";

    /** What becomes of the attributes. */
    enum Attributes {
        HEADERS,
        DROP
    }

    /** What is done with records that are no events. */
    enum Plain {
        FAIL,
        KEEP
    }

    /** What is done with events without data. */
    enum Empty {
        FAIL,
        TOMBSTONE
    }

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        EnvelopeSettings.define(definition);
        new OptionGroup(definition, "Unwrapping")
                .choice(
                        ATTRIBUTES,
                        Attributes.HEADERS,
                        "Whether the attributes become headers, or are dropped; the type of the payload is in the header"
                                + " content-type either way. Drop them where nothing reads them.")
                .text(
                        PREFIX,
                        "",
                        "What stands before the names of the headers that the attributes become. Leave it empty for ce_, by"
                                + " which the record stays a CloudEvent of the binary kind, and for meta. with custom.")
                .choice(
                        PLAIN,
                        Plain.FAIL,
                        "What is done with a record that is no event of that format: fail it with the code not-an-event, or"
                                + " keep it as it is. Choose keep where only some producers wrap.")
                .choice(
                        EMPTY,
                        Empty.FAIL,
                        "What is done with an event that has no data: fail it with the code no-data, or make a tombstone of"
                                + " it, which deletes the key where the topic is compacted. Choose tombstone where that is"
                                + " what such events mean.")
                .choice(
                        NUMBERS,
                        Numbers.EXACT,
                        "What numbers become that are no 64-bit integers, where the event is JSON text: exact keeps a double"
                                + " that is the very number and text of all others, decimal makes decimals, double the"
                                + " nearest double, text the digits. Choose decimal where what follows can write decimals"
                                + " without a schema.");
        DocumentLimits.define(definition);
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        CrossCheck.on(definition, Policies.ON_ERROR, EnvelopeSettings::refuseTombstones);
        return definition;
    }

    static UnwrapSettings from(AbstractConfig config, EnvelopeSettings.Format format) {
        String prefix = config.getString(PREFIX);
        String standard = format == EnvelopeSettings.Format.CUSTOM ? "meta." : EventHeaders.PREFIX;
        return new UnwrapSettings(
                OptionGroup.choiceOf(Attributes.class, config.getString(ATTRIBUTES)),
                prefix.isEmpty() ? standard : prefix,
                OptionGroup.choiceOf(Plain.class, config.getString(PLAIN)),
                OptionGroup.choiceOf(Empty.class, config.getString(EMPTY)),
                OptionGroup.choiceOf(Numbers.class, config.getString(NUMBERS)));
    }
}
