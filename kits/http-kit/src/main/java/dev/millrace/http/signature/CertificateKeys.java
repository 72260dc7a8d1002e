package dev.millrace.http.signature;

import dev.millrace.http.HttpReply;
import dev.millrace.http.signature.FetchedKeys.Lookup;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * The key in a certificate whose address the request names. Only addresses of the provider are asked, or requests could send us
 * anywhere and vouch for themselves.
 *
 * @param address where in the request it is
 * @param allowed the addresses that are asked
 * @param subject whom a certificate must be made for, and its chain must be trusted; empty where the provider's file has no chain
 */
record CertificateKeys(Place address, Addresses.Allowed allowed, Optional<Pattern> subject, Algorithm algorithm)
        implements KeySource {

    /** The kind of a name that is a host's (RFC 5280 section 4.2.1.6); a mail address may look the same. */
    private static final Integer DNS_NAME = 2;

    @Override
    public boolean isReady(Terms terms) {
        return true;
    }

    @Override
    public CompletionStage<Found> keys(Evidence evidence, Terms terms) {
        Optional<String> named = address.first(evidence);
        Optional<URI> asked = named.flatMap(text -> Addresses.https(text, allowed));
        if (asked.isEmpty()) {
            return CompletableFuture.completedFuture(new Found.None(
                    named.isEmpty()
                            ? new Admission.Refused("key-address-missing", address + " is missing")
                            : new Admission.Refused(
                                    "key-address-refused", address + " is no address of the provider")));
        }
        Instant now = evidence.now();
        return terms.fetched()
                .get(asked.get().toString(), false, fetch -> fetch.get(asked.get()), reply -> read(reply, terms, now))
                .thenApply(lookup -> found(lookup, now));
    }

    private Found found(Lookup lookup, Instant now) {
        if (lookup instanceof Lookup.Found some) {
            List<VerifyKey> valid = some.keys().entries().stream()
                    .filter(entry -> entry.isValidAt(now))
                    .map(entry -> VerifyKey.open(-1, algorithm, entry.key()))
                    .toList();
            return valid.isEmpty()
                    ? new Found.None(new Admission.Refused("key-expired", "the certificate is not valid at this time"))
                    : new Found.Keys(valid);
        }
        return new Found.None(lookup.admission());
    }

    private Lookup read(HttpReply reply, Terms terms, Instant now) {
        if (reply.status() != 200) {
            return Lookup.of(reply.status());
        }
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (var certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(reply.body()))) {
                chain.add((X509Certificate) certificate);
            }
        } catch (CertificateException unreadable) {
            return new Lookup.Unavailable("the reply is no certificate");
        }
        if (chain.isEmpty()) {
            return new Lookup.Unavailable("the reply holds no certificate");
        }
        X509Certificate leaf = chain.get(0);
        if (subject.isPresent()
                && !(names(leaf).stream()
                                .anyMatch(name -> subject.get().matcher(name).matches())
                        && terms.trust().get().isTrusted(chain, now))) {
            return new Lookup.Unknown(
                    "key-untrusted", "the certificate is not the provider's, or nobody known vouches for it");
        }
        return new Lookup.Found(new KeySet(List.of(new KeySet.Entry(
                "",
                leaf.getPublicKey(),
                leaf.getNotBefore().toInstant(),
                leaf.getNotAfter().toInstant()))));
    }

    /** The common name and the DNS names, in lower case. */
    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .forEach(
                                    part -> names.add(part.getValue().toString().toLowerCase(Locale.ROOT)));
            Collection<List<?>> others = certificate.getSubjectAlternativeNames();
            if (others != null) {
                others.stream()
                        .filter(name -> DNS_NAME.equals(name.get(0)))
                        .forEach(name -> names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT)));
            }
        } catch (InvalidNameException | CertificateParsingException malformed) {
            names.clear();
        }
        return names;
    }

    @Override
    public String title() {
        return "the certificate at `" + address + "`, from the provider's hosts alone";
    }
}
