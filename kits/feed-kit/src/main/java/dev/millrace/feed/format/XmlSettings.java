package dev.millrace.feed.format;

import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of {@link XmlFormat}.
 *
 * @param record which elements are records
 * @param lists the names of elements that are a list even when there is one of them
 * @param keepsNamespaces whether a name holds its namespace
 */
record XmlSettings(
        XmlPath record,
        Set<String> lists,
        String attributePrefix,
        String textKey,
        boolean keepsNamespaces,
        int maxDepth,
        int recordMaxBytes) {

    private static final String RECORD = "xml.record";
    private static final String LISTS = "xml.lists";
    private static final String ATTRIBUTE_PREFIX = "xml.attribute.prefix";
    private static final String TEXT_KEY = "xml.text.key";
    private static final String NAMESPACES = "xml.namespaces";
    private static final String MAX_DEPTH = "xml.depth.max";
    private static final String RECORD_MAX_BYTES = "xml.record.max.bytes";

    XmlSettings {
        lists = Set.copyOf(lists);
    }

    static void define(ConfigDef definition) {
        new Options(definition, XmlFormat.NAME)
                .text(
                        RECORD,
                        "/*/*",
                        ConfigDef.LambdaValidator.with(XmlSettings::checkPath, () -> "a path of element names"),
                        Width.MEDIUM,
                        "Record element",
                        "The path of the elements that are records, from the root: /orders/order, with * for any name and"
                                + " // in front for any depth, as in //order; a name may be written with its namespace,"
                                + " as in /{urn:orders}order. Set it when the root's children are not the records.")
                .list(
                        LISTS,
                        "Lists",
                        "Names of elements that are a list even where there is only one of them. Name every element that"
                                + " may repeat, or its value is a list in some records and none in others.")
                .text(
                        ATTRIBUTE_PREFIX,
                        "@",
                        new ConfigDef.NonNullValidator(),
                        Width.SHORT,
                        "Attribute prefix",
                        "What is put before the name of an attribute to make its key. Change it when keys must be plain"
                                + " names.")
                .text(
                        TEXT_KEY,
                        "#text",
                        new ConfigDef.NonEmptyString(),
                        Width.SHORT,
                        "Text key",
                        "The key of the text of an element that has attributes or elements as well. Change it when keys"
                                + " must be plain names.")
                .text(
                        NAMESPACES,
                        "ignore",
                        Options.oneOf("ignore", "keep"),
                        Width.SHORT,
                        "Namespaces",
                        "Whether keys hold namespaces: ignore uses local names alone, keep writes {namespace}name. Keep them"
                                + " when two namespaces use one name in a record.")
                .number(
                        MAX_DEPTH,
                        100,
                        1,
                        1_000,
                        "Depth",
                        "How deep elements may be nested in a record; a deeper one is malformed. Raise it when records are"
                                + " that deep.")
                .number(
                        RECORD_MAX_BYTES,
                        1 << 20,
                        64,
                        1 << 28,
                        "Largest record",
                        "The bytes a record may have; a larger one is malformed. Raise it, together with the worker's"
                                + " producer limit max.request.size, when records are that large.");
    }

    static XmlSettings from(AbstractConfig config) {
        return new XmlSettings(
                XmlPath.parse(config.getString(RECORD)),
                Set.copyOf(config.getList(LISTS)),
                config.getString(ATTRIBUTE_PREFIX),
                config.getString(TEXT_KEY),
                config.getString(NAMESPACES).equals("keep"),
                config.getInt(MAX_DEPTH),
                config.getInt(RECORD_MAX_BYTES));
    }

    private static void checkPath(String key, Object value) {
        try {
            XmlPath unused = XmlPath.parse(String.valueOf(value));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(key, value, wrong.getMessage());
        }
    }
}
