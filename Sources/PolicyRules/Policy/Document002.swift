// The statements of policy document 002, in its order.

extension PolicyStatement {
  static let document002: [PolicyStatement] = [
    PolicyStatement("002", "Azure AI is built on top of multiple Azure services.", .reason(.description)),
    PolicyStatement(
      "002",
      "While customer data is stored securely using encryption keys that Microsoft provides by default, you can enhance your security by providing your own (customer-managed) keys.",
      .reason(.description)),
    PolicyStatement("002", "The keys you provide are stored securely in Azure Key Vault.", .rules(["CMK209"])),
    PolicyStatement("002", "An Azure subscription.", .reason(.person)),
    PolicyStatement("002", "An Azure Key Vault instance.", .rules(["CMK209"])),
    PolicyStatement("002", "The key vault contains the keys used to encrypt your services.", .reason(.description)),
    PolicyStatement("002", "The key vault instance must enable soft delete and purge protection.", .rules(["CMK101", "CMK102"])),
    PolicyStatement(
      "002", "The managed identity for the services secured by a customer-managed key must have the following permissions in key vault:",
      .rules(["CMK304", "CMK305"])),
    PolicyStatement("002", "wrap key", .rules(["CMK304", "CMK305"])),
    PolicyStatement("002", "unwrap key", .rules(["CMK304", "CMK305"])),
    PolicyStatement("002", "get", .rules(["CMK304", "CMK305"])),
    PolicyStatement(
      "002",
      "By default, Microsoft creates and manages your resources in a Microsoft-owned Azure subscription and uses a Microsoft-managed key to encrypt the data.",
      .reason(.description)),
    PolicyStatement(
      "002", "When you use a customer-managed key, these resources live in your Azure subscription and are encrypted with your own key.",
      .rules(["CMK601"])),
    PolicyStatement("002", "While they exist in your subscription, these resources are still managed by Microsoft.", .rules(["CMK605"])),
    PolicyStatement("002", "They're automatically created and configured when you create your Azure AI resource.", .reason(.description)),
    PolicyStatement(
      "002", "These Microsoft-managed resources are located in a new Azure resource group is created in your subscription.",
      .rules(["CMK605"])),
    PolicyStatement("002", "This resource group exists in addition to the resource group for your project.", .rules(["CMK605"])),
    PolicyStatement("002", "It contains the Microsoft-managed resources that your key is used with.", .rules(["CMK605"])),
    PolicyStatement("002", "The resource group is named using the formula of <Azure AI resource group name><GUID>.", .rules(["CMK605"])),
    PolicyStatement("002", "It isn't possible to change the naming of the resources in this managed resource group.", .rules(["CMK605"])),
    PolicyStatement(
      "002",
      "If your AI resource uses a private endpoint, this resource group will also contain a Microsoft-managed Azure Virtual Network.",
      .reason(.description)),
    PolicyStatement(
      "002", "This VNet is used to secure communications between the managed services and the project.", .reason(.description)),
    PolicyStatement("002", "You cannot provide your own VNet for use with the Microsoft-managed resources.", .rules(["CMK606"])),
    PolicyStatement("002", "You also cannot modify the virtual network.", .rules(["CMK606"])),
    PolicyStatement("002", "For example, you cannot change the IP address range that it uses.", .rules(["CMK606"])),
    PolicyStatement("002", "If your subscription does not have enough quota for these services, a failure will occur.", .rules(["CMK609"])),
    PolicyStatement(
      "002",
      "When using a customer-managed key, the costs for your subscription will be higher because these resources are in your subscription.",
      .rules(["CMK951"])),
    PolicyStatement("002", "To estimate the cost, use the Azure pricing calculator.", .reason(.price)),
    PolicyStatement(
      "002", "Don't delete the managed resource group any of the resources automatically created in this group.", .rules(["CMK607"])),
    PolicyStatement(
      "002",
      "If you need to delete the resource group or Microsoft-managed services in it, you must delete the Azure AI resources that use it.",
      .rules(["CMK607"])),
    PolicyStatement("002", "The resource group resources are deleted when the associated AI resource is deleted.", .rules(["CMK607"])),
    PolicyStatement(
      "002", "The process to enable customer-managed keys with Azure Key Vault for Azure AI services varies by product.",
      .reason(.description)),
    PolicyStatement(
      "002", "Azure AI uses resources for compute instance and serverless compute when you fine-tune models or build flows.",
      .reason(.description)),
    PolicyStatement(
      "002", "The following table describes the compute options and how data is encrypted by each one:", .reason(.description)),
    PolicyStatement("002", "Compute instance Local scratch disk is encrypted.", .rules(["CMK603", "CMK610"])),
    PolicyStatement("002", "Serverless compute OS disk encrypted in Azure Storage with Microsoft-managed keys.", .rules(["CMK610"])),
    PolicyStatement("002", "Temporary disk is encrypted.", .rules(["CMK610"])),
    PolicyStatement(
      "002",
      "Compute instance The OS disk for compute instance is encrypted with Microsoft-managed keys in Microsoft-managed storage accounts.",
      .rules(["CMK610"])),
    PolicyStatement(
      "002",
      "If the project was created with the hbi_workspace parameter set to TRUE, the local temporary disk on compute instance is encrypted with Microsoft managed keys.",
      .rules(["CMK603"])),
    PolicyStatement("002", "Customer managed key encryption isn't supported for OS and temp disk.", .rules(["CMK610"])),
    PolicyStatement(
      "002", "Serverless compute The OS disk for each compute node stored in Azure Storage is encrypted with Microsoft-managed keys.",
      .rules(["CMK610"])),
    PolicyStatement(
      "002", "This compute target is ephemeral, and clusters are typically scaled down when no jobs are queued.", .reason(.runtime)),
    PolicyStatement("002", "The underlying virtual machine is de-provisioned, and the OS disk is deleted.", .reason(.runtime)),
    PolicyStatement("002", "Azure Disk Encryption isn't supported for the OS disk.", .rules(["CMK610"])),
    PolicyStatement("002", "Each virtual machine also has a local temporary disk for OS operations.", .reason(.description)),
    PolicyStatement("002", "If you want, you can use the disk to stage training data.", .reason(.description)),
    PolicyStatement(
      "002", "This environment is short-lived (only during your job) and encryption support is limited to system-managed keys only.",
      .rules(["CMK610"])),
    PolicyStatement(
      "002",
      "Encryption keys don't pass down from the Azure AI resource to dependent resources including Azure AI Services and Azure Storage when configured on the Azure AI resource.",
      .rules(["CMK503"])),
    PolicyStatement("002", "You must set encryption specifically on each resource.", .rules(["CMK503"])),
    PolicyStatement(
      "002", "The customer-managed key for encryption can only be updated to keys in the same Azure Key Vault instance.", .rules(["CMK705"])
    ),
    PolicyStatement(
      "002", "After deployment, you can't switch from Microsoft-managed keys to Customer-managed keys or vice versa.",
      .rules(["CMK701", "CMK703", "CMK704"])),
    PolicyStatement(
      "002",
      "Resources that are created in the Microsoft-managed Azure resource group in your subscription can't be modified by you or be provided by you at the time of creation as existing resources.",
      .rules(["CMK604", "CMK605"])),
    PolicyStatement(
      "002", "You can't delete Microsoft-managed resources used for customer-managed keys without also deleting your project.",
      .rules(["CMK607"])),
  ]
}
