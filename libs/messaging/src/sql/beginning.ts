/** How a transaction begins. */
export interface Beginning {
  /** BEGIN, and the settings that hold as long as the transaction lasts. */
  readonly statements: readonly string[];
  /** Whose rows it can reach: all, unless it is a partner's. */
  readonly partnerId?: string;
}

export const PLAIN: Beginning = { statements: ['begin'] };

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ROLE = /^[a-z][a-z0-9_]*$/;

/**
 * The same for a partner's request: under the role that row policies are made for. The settings travel with BEGIN and end
 * with the transaction, so the connection goes back to the pool as it came.
 * Throws for a partner that is no id: SET takes no parameters, so it stands in the text.
 */
export function onBehalfOf(partnerId: string, role: string, { statements }: Beginning): Beginning {
  if (!ID.test(partnerId)) throw new Error('a partner is known by a uuid');
  if (!ROLE.test(role)) throw new Error(`${role} is not a role of a service`);
  const settings = [`set local houtai.partner_id = '${partnerId}'`, `set local role ${role}`];
  return { statements: [...statements, ...settings], partnerId };
}

/** The role that a service becomes for a partner: `customer-service` has `customer_service_partner`. */
export function partnerRole(service: string): string {
  return `${service.replaceAll('-', '_')}_partner`;
}
