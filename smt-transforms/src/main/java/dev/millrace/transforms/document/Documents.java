package dev.millrace.transforms.document;

import dev.millrace.kit.Problems;
import dev.millrace.transforms.rewrite.CacheSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.Side;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What can be done with a document in a field; each is a transform of its own. */
public enum Documents {
    PARSE_JSON("ParseJson", "with the document, as text or bytes") {
        @Override
        void defineOwn(ConfigDef definition) {
            ShapeSettings.define(definition, false);
            Reading.defineCharset(definition, "UTF-8");
            DocumentLimits.define(definition);
        }

        @Override
        Conversion conversion(AbstractConfig config) {
            return Reading.json(config);
        }
    },
    PARSE_XML("ParseXml", "with the document, as text or bytes") {
        @Override
        void defineOwn(ConfigDef definition) {
            ShapeSettings.define(definition, true);
            XmlLayout.define(definition);
            XmlNaming.define(definition);
            Reading.defineCharset(definition, "");
            DocumentLimits.define(definition);
        }

        @Override
        Conversion conversion(AbstractConfig config) {
            return Reading.xml(config);
        }
    },
    SERIALIZE_JSON("SerializeJson", "that is written as a document") {
        @Override
        void defineOwn(ConfigDef definition) {
            Writing.defineForm(definition);
            Writing.defineJson(definition);
        }

        @Override
        Conversion conversion(AbstractConfig config) {
            return Writing.json(config);
        }
    },
    SERIALIZE_XML("SerializeXml", "that is written as a document") {
        @Override
        void defineOwn(ConfigDef definition) {
            Writing.defineForm(definition);
            Writing.defineXml(definition);
            XmlNaming.define(definition);
        }

        @Override
        Conversion conversion(AbstractConfig config) {
            return Writing.xml(config);
        }
    };

    private final String transform;
    private final String what;

    Documents(String transform, String what) {
        this.transform = transform;
        this.what = what;
    }

    abstract void defineOwn(ConfigDef definition);

    abstract Conversion conversion(AbstractConfig config);

    /** Reports a target that does not go with the path; what is written as a document may be put into a field of itself. */
    private void checkTarget(Map<String, Object> parsed, Problems problems) {
        if (this == PARSE_JSON || this == PARSE_XML) {
            PlaceSettings.needPath(parsed, problems);
        }
    }

    /** A fresh declaration of the transform's options. */
    public ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        PlaceSettings.define(definition, what);
        defineOwn(definition);
        Policies.defineMissing(definition, Policies.Missing.IGNORE);
        Policies.defineNulls(definition, Policies.Nulls.KEEP);
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        CacheSettings.define(definition);
        CrossCheck.on(definition, PlaceSettings.TARGET, (parsed, problems) -> {
            checkTarget(parsed, problems);
            PlaceSettings.needOnePlace(parsed, problems);
        });
        CrossCheck.on(definition, Policies.ON_ERROR, PlaceSettings::refuseTombstones);
        return definition;
    }

    /**
     * The work of a transform with its configuration.
     *
     * @throws org.apache.kafka.common.config.ConfigException on the key that is wrong
     */
    public DocumentWork configure(Side side, Map<String, ?> properties) {
        AbstractConfig config = CrossCheck.parse(definition(), properties);
        return new DocumentWork(
                transform,
                side,
                PlaceSettings.from(config),
                conversion(config),
                Policies.from(config),
                CacheSettings.from(config).schemas());
    }
}
