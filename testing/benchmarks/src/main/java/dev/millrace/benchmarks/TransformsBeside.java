package dev.millrace.benchmarks;

import dev.millrace.transforms.AddAuditHeaders;
import dev.millrace.transforms.ProtectFields;
import dev.millrace.transforms.ValidateContract;
import dev.millrace.transforms.predicates.FieldMatches;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.MaskField;

/** The other transforms, each beside what it is compared with. */
final class TransformsBeside {

    private static final byte[] KEY = "only for measuring: 32 bytes ...".getBytes(StandardCharsets.US_ASCII);

    private TransformsBeside() {}

    /** In this order: the built-in mask, ours, and pairs of ours and of bare Java. */
    static List<CostOfOne> of(SourceRecord[] records) throws IOException {
        BareTransforms bare = new BareTransforms(KEY);
        MaskField<SourceRecord> mask =
                TransformChains.configured(new MaskField.Value<>(), Map.of("fields", "email,ssn"));
        FieldMatches<SourceRecord> predicate = new FieldMatches<>();
        predicate.configure(Map.of("expression", "i1 > 5 and email endsWith '.org' and addr.cc == 'DE'"));
        ValidateContract<SourceRecord> contract = TransformChains.configured(
                new ValidateContract.Value<>(), Map.of("contract", contract(), "on.violation", "tag"));
        AddAuditHeaders<SourceRecord> audit =
                TransformChains.configured(new AddAuditHeaders<>(), Map.of("integration", "orders"));
        return List.of(
                new CostOfOne("MaskField, two fields", records, mask::apply),
                new CostOfOne("ProtectFields const", records, protect("\"const\", \"value\": \"\"")::apply),
                new CostOfOne("ProtectFields hmac", records, protect("\"hmac\"")::apply),
                new CostOfOne("bare HMAC", records, bare::hmac),
                new CostOfOne("ProtectFields encrypt", records, protect("\"encrypt\"")::apply),
                new CostOfOne("bare AES-GCM", records, bare::encrypt),
                new CostOfOne("FieldMatches", records, predicate::test),
                new CostOfOne("bare condition", records, bare::matches),
                new CostOfOne("ValidateContract", records, contract::apply),
                new CostOfOne("bare checks", records, bare::valid),
                new CostOfOne("AddAuditHeaders", records, audit::apply),
                new CostOfOne("bare hash and headers", records, bare::audit));
    }

    private static ProtectFields<SourceRecord> protect(String action) {
        String keys = "{\"keys\":[{\"id\":\"k1\",\"use\":[\"encrypt\",\"hmac\"],\"key\":\""
                + Base64.getEncoder().encodeToString(KEY) + "\"}]}";
        String rules =
                "[{\"path\": \"email\", \"action\": " + action + "}, {\"path\": \"ssn\", \"action\": " + action + "}]";
        return TransformChains.configured(new ProtectFields.Value<>(), Map.of("keys", keys, "rules", rules));
    }

    private static String contract() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(TransformsBeside.class.getResourceAsStream("transforms-contract.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
