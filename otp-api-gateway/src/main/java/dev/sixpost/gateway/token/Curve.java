package dev.sixpost.gateway.token;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/** The curve P-256, and the one step the platform does not offer: the public point of a private number. For starts only. */
final class Curve {
    static final ECParameterSpec P256 = p256();

    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final BigInteger PRIME = ((ECFieldFp) P256.getCurve().getField()).getP();

    private Curve() {}

    /** {@code scalar} times the generator; {@code scalar} is at least 1 and below the order. */
    static ECPoint publicPoint(BigInteger scalar) {
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
            sum = doubled(sum);
            if (scalar.testBit(bit)) {
                sum = added(sum, P256.getGenerator());
            }
        }
        return sum;
    }

    private static ECPoint added(ECPoint a, ECPoint b) {
        if (a.equals(ECPoint.POINT_INFINITY)) {
            return b;
        }
        if (a.equals(b)) {
            return doubled(a);
        }
        BigInteger slope =
                quotient(b.getAffineY().subtract(a.getAffineY()), b.getAffineX().subtract(a.getAffineX()));
        return third(a, b, slope);
    }

    private static ECPoint doubled(ECPoint a) {
        if (a.equals(ECPoint.POINT_INFINITY)) {
            return a;
        }
        EllipticCurve curve = P256.getCurve();
        BigInteger slope = quotient(
                a.getAffineX().pow(2).multiply(THREE).add(curve.getA()),
                a.getAffineY().multiply(TWO));
        return third(a, a, slope);
    }

    private static ECPoint third(ECPoint a, ECPoint b, BigInteger slope) {
        BigInteger x =
                slope.pow(2).subtract(a.getAffineX()).subtract(b.getAffineX()).mod(PRIME);
        BigInteger y = slope.multiply(a.getAffineX().subtract(x))
                .subtract(a.getAffineY())
                .mod(PRIME);
        return new ECPoint(x, y);
    }

    private static BigInteger quotient(BigInteger dividend, BigInteger divisor) {
        return dividend.multiply(divisor.mod(PRIME).modInverse(PRIME)).mod(PRIME);
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }
}
