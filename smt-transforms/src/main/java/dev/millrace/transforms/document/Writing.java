package dev.millrace.transforms.document;

import dev.millrace.kit.CanonicalJson;
import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;

/** Makes of the options what writes documents. */
final class Writing {

    private static final String FORM = "form";
    private static final String CANONICAL = "canonical";
    private static final String ROOT_NAME = "root.name";
    private static final String NULLS = "nulls";
    private static final String DECLARATION = "xml.declaration";

    /** What becomes of a null. */
    enum Nulls {
        OMIT,
        NIL
    }

    private Writing() {}

    static void defineForm(ConfigDef definition) {
        new OptionGroup(definition, "Document")
                .choice(
                        FORM,
                        Serializing.Form.STRING,
                        "Whether the document is handed on as string, or as bytes in UTF-8. Choose bytes where the converter"
                                + " is ByteArrayConverter.");
    }

    static void defineJson(ConfigDef definition) {
        new OptionGroup(definition, "Document")
                .flag(
                        CANONICAL,
                        false,
                        "Whether the JSON is canonical by RFC 8785: names in order, no blanks, one form for each number; with"
                                + " decimals and 64-bit integers as text, for their digits' sake. Switch it on where the text"
                                + " is hashed or signed.");
    }

    static void defineXml(ConfigDef definition) {
        new OptionGroup(definition, "XML")
                .add(
                        ROOT_NAME,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(Writing::checkName, () -> "a name of XML"),
                        ConfigDef.Importance.HIGH,
                        "The name of the document's element, with its namespace as {urn:orders}order where it has one. Leave"
                                + " it empty where the value is an object of one field, which gives the name.")
                .choice(
                        NULLS,
                        Nulls.OMIT,
                        "Whether a null is left out (omit), or written as an element with xsi:nil (nil). Choose nil where"
                                + " the reader tells the two apart.")
                .flag(
                        DECLARATION,
                        true,
                        "Whether the XML declaration stands in front. Switch it off where the document is put into another"
                                + " one.");
    }

    static Conversion json(AbstractConfig config) {
        if (!config.getBoolean(CANONICAL)) {
            return new Serializing(guarded(ConnectJson::textWithoutDefaults), form(config));
        }
        CanonicalJson canonical = new CanonicalJson();
        return new Serializing(guarded(canonical::text), form(config));
    }

    static Conversion xml(AbstractConfig config) {
        XmlWriting writing = new XmlWriting(
                XmlNaming.from(config),
                config.getString(ROOT_NAME),
                config.getBoolean(DECLARATION),
                OptionGroup.choiceOf(Nulls.class, config.getString(NULLS)) == Nulls.NIL);
        return new Serializing(writing::text, form(config));
    }

    private static Serializing.Writing guarded(Serializing.Writing json) {
        return (schema, value) -> {
            try {
                return json.text(schema, value);
            } catch (DataException unfit) {
                throw new DocumentFault("no-json-form");
            }
        };
    }

    private static Serializing.Form form(AbstractConfig config) {
        return OptionGroup.choiceOf(Serializing.Form.class, config.getString(FORM));
    }

    private static void checkName(String key, Object value) {
        String name = String.valueOf(value);
        if (!name.isEmpty() && !XmlNames.isName(name.substring(name.startsWith("{") ? name.lastIndexOf('}') + 1 : 0))) {
            throw new ConfigException(
                    key,
                    value,
                    "is no name of XML: begin with a letter, and go on with letters, digits,"
                            + " dots, dashes and underscores");
        }
    }
}
