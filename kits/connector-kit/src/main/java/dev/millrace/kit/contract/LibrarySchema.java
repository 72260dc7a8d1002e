package dev.millrace.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.Keyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.Vocabulary;
import com.networknt.schema.resource.ClasspathSchemaLoader;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads schemas with the library, which may load nothing but the schemas of JSON Schema itself, from its own jar. */
final class LibrarySchema {

    private static final String STANDARDS = "classpath:draft";

    private LibrarySchema() {}

    static JsonSchema load(Object root, Dialect dialect, ContractOptions options) {
        SpecVersion.VersionFlag version = switch (dialect) {
            case DRAFT_2020_12 -> SpecVersion.VersionFlag.V202012;
            case DRAFT_07 -> SpecVersion.VersionFlag.V7;
        };
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                version,
                builder -> builder.metaSchema(corrected(version))
                        .schemaLoaders(loaders -> loaders.values(list -> {
                            list.clear();
                            list.add(new NothingElse());
                        })));
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(options.formats())
                .regularExpressionFactory(regex -> new TextPattern(regex)::isFoundIn)
                // A relative one has no base here; what refers to it is still resolved, or refused.
                .schemaIdValidator((id, isRoot, location, resolved, context) -> true)
                .locale(Locale.ENGLISH)
                .build();
        JsonNode node = JsonTree.node(root);
        try {
            Set<ValidationMessage> faults =
                    factory.getSchema(SchemaLocation.of(dialect.uri()), config).validate(node);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("is no JSON Schema: what stands at "
                        + faults.iterator().next().getInstanceLocation() + " breaks the rule "
                        + faults.iterator().next().getType() + " of " + dialect.uri());
            }
            JsonSchema schema = factory.getSchema(node, config);
            schema.initializeValidators();
            return schema;
        } catch (OutsideSchema outside) {
            throw new IllegalArgumentException(outside.getMessage());
        } catch (IllegalArgumentException told) {
            throw told;
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException(
                    wrong.getCause() instanceof OutsideSchema outside
                            ? outside.getMessage()
                            : "is no JSON Schema that can be checked: " + wrong.getMessage());
        }
    }

    /**
     * The edition as the library has it, but for {@code uniqueItems}, and for the formats that rules check: they mean the same
     * here, and none of them writes what it reads to a log.
     */
    private static JsonMetaSchema corrected(SpecVersion.VersionFlag version) {
        JsonMetaSchema standard = JsonSchemaFactory.checkVersion(version).getInstance();
        JsonMetaSchema.Builder builder = JsonMetaSchema.builder(standard.getIri(), standard)
                .keyword(new UniqueItemsKeyword())
                .vocabularyFactory(LibrarySchema::corrected);
        for (TextFormat format : TextFormat.values()) {
            builder.format(new OwnFormat(format));
        }
        return builder.build();
    }

    /** The keywords of a vocabulary, where one of them is ours; null for the library's own. */
    private static @Nullable Vocabulary corrected(String vocabulary) {
        Vocabulary standard = Vocabulary.V202012_VALIDATION;
        if (!standard.getIri().equals(vocabulary)) {
            return null;
        }
        Keyword own = new UniqueItemsKeyword();
        return new Vocabulary(
                vocabulary,
                standard.getKeywords().stream()
                        .map(keyword -> keyword.getValue().equals(own.getValue()) ? own : keyword)
                        .toArray(Keyword[]::new));
    }

    private record OwnFormat(TextFormat format) implements Format {

        @Override
        public String getName() {
            return format.title();
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return format.matches(value);
        }
    }

    private static final class OutsideSchema extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private OutsideSchema(String address) {
            super("refers to " + address + ", which is not in it, and nothing is loaded from elsewhere: put it under"
                    + " $defs, or definitions in draft-07");
        }
    }

    private static final class NothingElse implements SchemaLoader {

        private final SchemaLoader standards = new ClasspathSchemaLoader();

        @Override
        public InputStreamSource getSchema(AbsoluteIri address) {
            InputStreamSource standard = address.toString().startsWith(STANDARDS) ? standards.getSchema(address) : null;
            if (standard == null) {
                throw new OutsideSchema(address.toString());
            }
            return standard;
        }
    }
}
