/** What surrounds an integration where it is deployed, as far as readiness looks at it. */
export interface Deployment {
  readonly certificate: Certificate;
  /** What plain HTTP gets at the port of HTTPS. */
  readonly plain: 'refused' | 'redirected' | 'redirected to itself' | 'served';
  readonly scheme: 'https' | 'http';
  /** Signs the events, on both sides. */
  readonly secret: string;
  /** The test application, as the API lists it. URLs that are left out are those of the deployment. */
  readonly application: Partial<Listed>;
  readonly did: Did;
  /** What is declared of production. */
  readonly production: Production;
}

export type Certificate =
  | 'valid'
  | 'expired'
  | 'not yet valid'
  | 'ends soon'
  | 'other host'
  | 'self-signed'
  | 'unknown authority'
  | 'incomplete chain'
  | 'weak key'
  | 'weak digest'
  | 'old protocol';

interface Listed {
  readonly id: string;
  readonly answer_url: string;
  readonly webhook_url: string;
}

interface Did {
  /** The declared number; undefined if none is declared. */
  readonly number: string | undefined;
  readonly status: string;
  readonly route_mode: string;
  readonly application_id: string;
}

interface Production {
  readonly answerUrl?: string;
  readonly webhookUrl?: string;
  readonly applicationId?: string;
  readonly webhookSecret?: string;
  readonly apiKey?: string;
}

/** What a deployment knows of where it runs, once it does. */
export interface Host {
  readonly origin: string;
  readonly apiKey: string;
}

/** A deployment that is ready. */
export const deployment: Deployment = {
  certificate: 'valid',
  plain: 'refused',
  scheme: 'https',
  secret: 'whsec_0f8e5b6d2c9a4173e65d80b1f4a7c2396e1d5f0843ba97c62de4',
  application: {},
  did: { number: '+15551230001', status: 'active', route_mode: 'webhook', application_id: 'app_123' },
  production: {
    answerUrl: 'https://production.example.com/answer',
    webhookUrl: 'https://production.example.com/webhook',
    applicationId: 'app_900',
    webhookSecret: 'whsec_7c1b94e0a25f8d36b7e2049f5a1d6c83',
    apiKey: 'mv_live_not-a-real-key-9876543210',
  },
};
