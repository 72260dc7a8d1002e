package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import java.nio.charset.Charset;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Makes of the options what reads documents. */
final class Reading {

    private static final String CHARSET = "charset";

    private Reading() {}

    static void defineCharset(ConfigDef definition, String standard) {
        new OptionGroup(definition, "Document")
                .add(
                        CHARSET,
                        ConfigDef.Type.STRING,
                        standard,
                        ConfigDef.LambdaValidator.with(Reading::checkCharset, () -> "a charset of Java, such as UTF-8"),
                        ConfigDef.Importance.LOW,
                        "How documents that come as bytes are encoded"
                                + (standard.isEmpty() ? "; empty leaves it to the document" : "")
                                + ". Set it where they are not in "
                                + (standard.isEmpty() ? "what they declare." : standard + ".")
                                + " Bytes that are no text in it are an error with the code charset.");
    }

    static Conversion json(AbstractConfig config) {
        DocumentLimits limits = DocumentLimits.from(config);
        Charset charset = Charset.forName(config.getString(CHARSET));
        Optional<Shape> declared = ShapeSettings.declared(config.values(), false);
        Numbers numbers = declared.isPresent() ? Numbers.DECIMAL : ShapeSettings.numbers(config.values(), false);
        JsonReading reading = new JsonReading(limits, numbers);
        return new Parsing(
                value -> reading.read(DocumentText.of(value, limits, bytes -> charset)),
                declared,
                ShapeSettings.inference(config.values(), false));
    }

    static Conversion xml(AbstractConfig config) {
        DocumentLimits limits = DocumentLimits.from(config);
        String told = config.getString(CHARSET);
        DocumentText.Encoding encoding = told.isEmpty() ? XmlCharset::of : bytes -> Charset.forName(told);
        XmlReading reading = new XmlReading(limits, XmlNaming.from(config), XmlLayout.from(config));
        return new Parsing(
                value -> reading.read(DocumentText.of(value, limits, encoding)),
                ShapeSettings.declared(config.values(), true),
                ShapeSettings.inference(config.values(), true));
    }

    private static void checkCharset(String key, Object value) {
        String name = String.valueOf(value);
        try {
            if (!name.isEmpty()) {
                Charset unused = Charset.forName(name);
            }
        } catch (IllegalArgumentException unknown) {
            throw new ConfigException(key, value, "is no charset that Java knows; write one such as UTF-8");
        }
    }
}
