package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of XML are called in values; the same for reading and writing.
 *
 * @param attributePrefix stands in front of an attribute's name
 * @param textKey where the text of an element stands that has attributes or elements as well
 */
record XmlNaming(String attributePrefix, String textKey) {

    private static final String ATTRIBUTE_PREFIX = "attribute.prefix";
    private static final String TEXT_KEY = "text.key";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "XML")
                .add(
                        ATTRIBUTE_PREFIX,
                        ConfigDef.Type.STRING,
                        "@",
                        new ConfigDef.NonEmptyString(),
                        ConfigDef.Importance.LOW,
                        "What stands before the name of an attribute to make the name of its field. Change it when names"
                                + " must be plain, as for Avro: attr_.")
                .add(
                        TEXT_KEY,
                        ConfigDef.Type.STRING,
                        "#text",
                        new ConfigDef.NonEmptyString(),
                        ConfigDef.Importance.LOW,
                        "The field for the text of an element that has attributes or elements as well. Change it when"
                                + " names must be plain, as for Avro: text.");
    }

    static XmlNaming from(AbstractConfig config) {
        return new XmlNaming(config.getString(ATTRIBUTE_PREFIX), config.getString(TEXT_KEY));
    }

    /** A name with its namespace as James Clark writes it: {@code {uri}name}. */
    static String qualified(@Nullable String namespace, String name) {
        return namespace == null || namespace.isEmpty() ? name : "{" + namespace + "}" + name;
    }
}
