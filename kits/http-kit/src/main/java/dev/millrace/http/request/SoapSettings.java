package dev.millrace.http.request;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Template;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A SOAP envelope around a template.
 *
 * @param action what the request asks for: the header SOAPAction of 1.1 (W3C note section 6.1.1, always in quotes by WS-I
 *     Basic Profile 1.1 R2744), the parameter action of 1.2 (RFC 3902)
 * @param header what the soap:Header holds
 * @param body what the soap:Body holds
 */
record SoapSettings(SoapVersion version, Optional<String> action, String header, String body) implements BodySettings {

    static final String VERSION = "http.soap.version";
    static final String ACTION = "http.soap.action";
    static final String HEADER = "http.soap.header";

    private static final String SOAP = "http.body=soap";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "SOAP")
                .add(
                        VERSION,
                        ConfigDef.Type.STRING,
                        "1.1",
                        ConfigDef.ValidString.in("1.1", "1.2"),
                        ConfigDef.Importance.MEDIUM,
                        "The version of the envelope and of its HTTP binding. Choose what the WSDL names: its binding is of"
                                + " namespace wsdl/soap/ for 1.1, wsdl/soap12/ for 1.2.")
                .text(
                        ACTION,
                        null,
                        "The soapAction of the operation in the WSDL, with places such as {header.operation} where it differs."
                                + " It is needed with 1.1; set it to nothing (an empty value) where the WSDL has \"\".")
                .text(
                        HEADER,
                        null,
                        "XML for the soap:Header, with places such as ${header.trace}. Set it when the receiver wants header"
                                + " blocks; WS-Security is added by soap.security.");
    }

    static SoapSettings from(AbstractConfig config) {
        return new SoapSettings(
                SoapVersion.numbered(config.getString(VERSION)),
                Optional.ofNullable(config.getString(ACTION)).map(String::strip),
                BodySettings.textOf(config, HEADER),
                BodySettings.textOf(config, TEMPLATE));
    }

    @Override
    public BodyMode mode() {
        return BodyMode.SOAP;
    }

    /** Whether all requests have the same header, so that a batch has it too. */
    boolean isHeaderFixed() {
        return Template.parseText(header).placeholders().isEmpty();
    }

    @Override
    public <T> BodyPlan<T> plan(Binding<T> binding, Optional<String> given) {
        TextTemplate<T> head = header(binding);
        TextTemplate<T> content = body(binding);
        Optional<String> fixedHead = head.constant();
        Framing alone = new Framing(
                version.opening()
                        + fixedHead.map(fixed -> fixed + SoapVersion.BETWEEN).orElse(""),
                "",
                SoapVersion.CLOSING);
        Piece<T> inner = fixedHead.isPresent()
                ? content
                : (subject, to) -> head.append(subject, to) && content.append(subject, to.append(SoapVersion.BETWEEN));
        return switch (version) {
            case SOAP_1_1 ->
                BodyPlan.of(new TextBody<>(inner), List.of(action(binding)), "text/xml; charset=utf-8", alone);
            case SOAP_1_2 -> withType(new TextBody<>(inner), alone, binding);
        };
    }

    @Override
    public void validate(Binding<?> binding, Optional<String> given, Checks checks) {
        checks.on(TEMPLATE, body, SOAP, () -> body(binding));
        checks.on(HEADER, () -> header(binding));
        checks.on(ACTION, () -> action(binding));
        if (version == SoapVersion.SOAP_1_1 && action.isEmpty()) {
            checks.problems()
                    .report(
                            ACTION,
                            "is missing, and SOAP 1.1 needs it: take soapAction from the WSDL, and an empty value where it"
                                    + " is \"\" there");
        }
    }

    private <T> BodyPlan<T> withType(Body<T> inner, Framing alone, Binding<T> binding) {
        String type = "application/soap+xml; charset=utf-8";
        if (action.isEmpty() || action.get().isEmpty()) {
            return BodyPlan.of(inner, List.of(), type, alone);
        }
        HeaderTemplate<T> parameter = action(binding);
        return new BodyPlan<>(
                inner,
                List.of(),
                parameter.constant().map(fixed -> type + "; action=" + fixed.value()),
                (subject, bytes) -> type + "; action=" + parameter.value(subject),
                alone);
    }

    private <T> TextTemplate<T> header(Binding<T> binding) {
        return XmlTemplate.of(Template.parseText(header), binding, opening("Header"), "</soap:Header>");
    }

    private <T> TextTemplate<T> body(Binding<T> binding) {
        return XmlTemplate.of(Template.parseText(body), binding, opening("Body"), "</soap:Body>");
    }

    private String opening(String element) {
        return "<soap:" + element + " xmlns:soap=\"" + version.namespace() + "\">";
    }

    private <T> HeaderTemplate<T> action(Binding<T> binding) {
        return new HeaderTemplate<>(
                "SOAPAction", Template.parse(action.orElse("")), binding.filled(), SoapSettings::quoted);
    }

    /** A quoted string (RFC 9110 section 5.6.4). */
    private static String quoted(String action) {
        return '"' + action.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
