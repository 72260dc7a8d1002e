package dev.millrace.http.reply;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.NamespaceContext;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A fault of SOAP 1.1 (W3C Note, section 4.4) or 1.2 (part 1, section 5.4).
 *
 * @param role who is to blame
 * @param codes the local names of the code, before its first dot too, and of its subcodes
 */
record SoapFault(Role role, List<String> codes) {

    static final String SOAP_1_1 = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String SOAP_1_2 = "http://www.w3.org/2003/05/soap-envelope";

    /** What the standard codes say. */
    enum Role {
        /** Client of 1.1, Sender of 1.2. */
        SENDER,
        /** Server of 1.1, Receiver of 1.2. */
        RECEIVER,
        /** The two sides don't speak the same SOAP: VersionMismatch, MustUnderstand, DataEncodingUnknown. */
        PROTOCOL,
        /** A code of the receiver's own. */
        OWN
    }

    /**
     * A SOAP envelope.
     *
     * @param fault empty where its body holds none
     */
    record Envelope(Optional<SoapFault> fault) {}

    SoapFault {
        codes = List.copyOf(codes);
    }

    /** Reads as far as the fault's code; empty when it is no envelope, or ends too early to tell. */
    static Optional<Envelope> read(byte[] bytes) {
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            try {
                return envelope(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException noXml) {
            return Optional.empty();
        }
    }

    private static Optional<Envelope> envelope(XMLStreamReader reader) throws XMLStreamException {
        if (!nextElement(reader) || !reader.getLocalName().equals("Envelope") || !isSoap(reader.getNamespaceURI())) {
            return Optional.empty();
        }
        String namespace = reader.getNamespaceURI();
        while (nextElement(reader)) {
            if (isNamed(reader, "Body", namespace)) {
                boolean fault = nextElement(reader) && isNamed(reader, "Fault", namespace);
                return Optional.of(new Envelope(fault ? Optional.of(fault(reader, namespace)) : Optional.empty()));
            }
            skip(reader);
        }
        return Optional.empty();
    }

    private static SoapFault fault(XMLStreamReader reader, String namespace) throws XMLStreamException {
        boolean older = namespace.equals(SOAP_1_1);
        List<String> codes = new ArrayList<>();
        boolean standard = false;
        while (nextElement(reader)) {
            String name = reader.getLocalName();
            if (name.equals(older ? "faultcode" : "Value")) {
                NamespaceContext scope = reader.getNamespaceContext();
                String code = reader.getElementText().strip();
                int colon = code.indexOf(':');
                if (codes.isEmpty()) {
                    String declared = colon < 0 ? null : scope.getNamespaceURI(code.substring(0, colon));
                    // Without a prefix, or with one that nobody declared, careless servers mean SOAP's own.
                    standard = declared == null || declared.isEmpty() || declared.equals(namespace);
                }
                String local = code.substring(colon + 1);
                codes.add(local);
                if (local.indexOf('.') > 0) {
                    codes.add(local.substring(0, local.indexOf('.')));
                }
                if (older) {
                    break;
                }
            } else if (older) {
                skip(reader);
            } else if (!name.equals("Code") && !name.equals("Subcode")) {
                break;
            }
        }
        return new SoapFault(standard ? roleOf(codes.get(0)) : Role.OWN, codes);
    }

    private static Role roleOf(String code) {
        String head = code.split("\\.", 2)[0];
        return switch (head) {
            case "Client", "Sender" -> Role.SENDER;
            case "Server", "Receiver" -> Role.RECEIVER;
            case "VersionMismatch", "MustUnderstand", "DataEncodingUnknown" -> Role.PROTOCOL;
            default -> Role.OWN;
        };
    }

    private static boolean isSoap(String namespace) {
        return Set.of(SOAP_1_1, SOAP_1_2).contains(String.valueOf(namespace));
    }

    private static boolean isNamed(XMLStreamReader reader, String name, String namespace) {
        return reader.getLocalName().equals(name) && namespace.equals(reader.getNamespaceURI());
    }

    /** Goes to the next start of an element; false at the end of the one we are in, or of the document. */
    private static boolean nextElement(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("SOAP holds no document type");
            }
        }
        return false;
    }

    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }
}
